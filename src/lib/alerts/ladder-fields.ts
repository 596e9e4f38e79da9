// A ladder as somebody edits it: minutes instead of milliseconds, and a mark at each field that cannot be.
import type { AlertSettings } from '#contracts/alerts.ts';
import { OUTSIDE_CHANNELS, type LadderClass, type OutsideChannel } from '#domain/alerts/kinds.ts';
import { LONGEST_AFTER_MS, type LadderRecipient } from '#domain/alerts/ladder.ts';

const MINUTE_MS = 60_000;
export const LONGEST_MINUTES = LONGEST_AFTER_MS / MINUTE_MS;
/** What a step added behind another waits after it, until somebody sets another time. */
const MINUTES_APART = 30;
/** Until somebody answers, for a day: how often that is depends on how far apart the repeats are. */
const REPEATED_FOR_MS = 24 * 60 * MINUTE_MS;
const MOST_REPEATS = 200;

type Ladder = AlertSettings['ladders'][LadderClass];

export type StepFields = { minutes: number | null; to: LadderRecipient; via: OutsideChannel[] };
export type LadderFields = {
  steps: StepFields[];
  repeatMinutes: number | null;
  /** As it is kept: how often it is said again stays while nobody changes how far apart. */
  kept: Pick<Ladder, 'repeatEveryMs' | 'mostRepeats'>;
  canBeSnoozed: boolean;
  breaksQuietHours: boolean;
};

/** Absent ways are all of them. */
export function fieldsOf(ladder: Ladder): LadderFields {
  const { steps, repeatEveryMs, mostRepeats, canBeSnoozed, breaksQuietHours } = ladder;
  return {
    steps: steps.map(({ afterMs, to, via }) => ({
      ...{ minutes: Math.round(afterMs / MINUTE_MS), to },
      via: [...(via ?? OUTSIDE_CHANNELS)],
    })),
    repeatMinutes: repeatEveryMs === null ? null : Math.round(repeatEveryMs / MINUTE_MS),
    ...{ kept: { repeatEveryMs, mostRepeats }, canBeSnoozed, breaksQuietHours },
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
  const { steps, repeatMinutes, kept, canBeSnoozed, breaksQuietHours } = fields;
  const isRepeatWrong = repeatMinutes !== null && (repeatMinutes < 1 || repeatMinutes > LONGEST_MINUTES);
  if (steps.length === 0 || isRepeatWrong || wrongSteps(fields).size > 0) return undefined;
  const repeatEveryMs = repeatMinutes === null ? null : repeatMinutes * MINUTE_MS;
  return {
    steps: steps.map(({ minutes, to, via }) => ({
      ...{ afterMs: (minutes ?? 0) * MINUTE_MS, to },
      ...(via.length === OUTSIDE_CHANNELS.length ? {} : { via }),
    })),
    ...(repeatEveryMs === kept.repeatEveryMs ? kept : repeatsEach(repeatEveryMs)),
    ...{ canBeSnoozed, breaksQuietHours },
  };
}

function repeatsEach(repeatEveryMs: number | null): LadderFields['kept'] {
  const times = repeatEveryMs === null ? 0 : Math.ceil(REPEATED_FOR_MS / repeatEveryMs);
  return { repeatEveryMs, mostRepeats: Math.min(MOST_REPEATS, times) };
}
