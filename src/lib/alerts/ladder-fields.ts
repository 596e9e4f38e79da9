// A ladder as somebody edits it: minutes instead of milliseconds, and a mark at each field that cannot be.
import type { AlertSettings } from '#contracts/alerts.ts';
import { OUTSIDE_CHANNELS, type LadderClass, type OutsideChannel } from '#domain/alerts/kinds.ts';
import { LONGEST_AFTER_MS, type LadderRecipient } from '#domain/alerts/ladder.ts';

const MINUTE_MS = 60_000;
export const LONGEST_MINUTES = LONGEST_AFTER_MS / MINUTE_MS;
/** What a step added behind another waits after it, until somebody sets another time. */
const MINUTES_APART = 30;
/** Until somebody answers, for a day: how often that is depends on how far apart the repeats are. */
const REPEATED_FOR_MINUTES = 24 * 60;
const MOST_REPEATS = 200;

type Ladder = AlertSettings['ladders'][LadderClass];

export type StepFields = { minutes: number | null; to: LadderRecipient; via: OutsideChannel[] };
export type LadderFields = {
  steps: StepFields[];
  repeatMinutes: number | null;
  canBeSnoozed: boolean;
  breaksQuietHours: boolean;
};

/** Absent ways are all of them. */
export function fieldsOf({ steps, repeatEveryMs, canBeSnoozed, breaksQuietHours }: Ladder): LadderFields {
  return {
    steps: steps.map(({ afterMs, to, via }) => ({
      ...{ minutes: Math.round(afterMs / MINUTE_MS), to },
      via: [...(via ?? OUTSIDE_CHANNELS)],
    })),
    repeatMinutes: repeatEveryMs === null ? null : Math.round(repeatEveryMs / MINUTE_MS),
    ...{ canBeSnoozed, breaksQuietHours },
  };
}

/** A further step behind the last, to whoever follows. */
export function nextStep(steps: readonly StepFields[]): StepFields {
  const last = steps.at(-1);
  const to = last?.to === 'on-duty' ? 'second' : 'everyone';
  return {
    minutes: Math.min(LONGEST_MINUTES, (last?.minutes ?? 0) + MINUTES_APART),
    to,
    via: [...OUTSIDE_CHANNELS],
  };
}

/** Which steps come before the one ahead of them, or have no time: by their place. */
export function wrongSteps({ steps }: LadderFields): ReadonlySet<number> {
  return new Set(
    steps.flatMap(({ minutes }, index) => {
      const isWrong =
        minutes === null || minutes > LONGEST_MINUTES || minutes < (steps[index - 1]?.minutes ?? 0);
      return isWrong ? [index] : [];
    }),
  );
}

/** As the hub keeps it; undefined while something is wrong. */
export function ladderOf(fields: LadderFields): Ladder | undefined {
  const { steps, repeatMinutes, canBeSnoozed, breaksQuietHours } = fields;
  const isRepeatWrong = repeatMinutes !== null && (repeatMinutes < 1 || repeatMinutes > LONGEST_MINUTES);
  if (steps.length === 0 || isRepeatWrong || wrongSteps(fields).size > 0) return undefined;
  return {
    steps: steps.map(({ minutes, to, via }) => ({
      ...{ afterMs: (minutes ?? 0) * MINUTE_MS, to },
      ...(via.length === OUTSIDE_CHANNELS.length ? {} : { via }),
    })),
    repeatEveryMs: repeatMinutes === null ? null : repeatMinutes * MINUTE_MS,
    mostRepeats:
      repeatMinutes === null ? 0 : Math.min(MOST_REPEATS, Math.ceil(REPEATED_FOR_MINUTES / repeatMinutes)),
    ...{ canBeSnoozed, breaksQuietHours },
  };
}
