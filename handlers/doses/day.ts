/** A resident's day of doses, made by the dose engine from what is stored. */
import type { Administration, DoseDay, DoseView } from '#contracts/doses.ts';
import type { MedicationView } from '#contracts/medications.ts';
import type { User } from '#contracts/users.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import { groupDoses } from '#domain/doses/groups.ts';
import { mergedDoses } from '#domain/doses/merged.ts';
import { prnDecision } from '#domain/doses/prn.ts';
import type { Dose, PrnLimits } from '#domain/doses/schedule.ts';
import { EFFECT_ASKED_FOR_MS } from '#domain/medications.ts';
import { doseStatus } from '#domain/doses/status.ts';
import { wallClockOf } from '#domain/doses/wall-clock.ts';
import { MAX_CUTOFF_MS, windowOf } from '#domain/doses/windows.ts';
import type { ApiDependencies } from '../environment.ts';
import { medicationViews } from '../medications/view.ts';

const DAY_MS = 24 * 3_600_000;

type Needed = Pick<ApiDependencies, 'medications' | 'clock'>;

/**
 * What is due on a local date, together by time, with what became of each. Today's begins with what of yesterday can still
 * be taken: a late dose is its own past midnight too.
 */
export function doseDay(dependencies: Needed, resident: User, localDate: string): DoseDay {
  const { medications, clock } = dependencies;
  const { timeZone } = resident;
  const now = clock.now();
  const isToday = localDate === localDateAt(now, timeZone);
  const day = dayNumberOf(localDate);
  const wall = wallClockOf(timeZone);
  const [from, to] = [wall.instantOf(day, 0), wall.instantOf(day + 1, 0) + 1];
  const all = medicationViews(dependencies, resident);
  const found = all.flatMap((medication) => {
    const schedules = medications.schedulesOf(medication.id);
    const since = isToday ? from - MAX_CUTOFF_MS : from;
    const answers = new Map(
      medications.answersBetween(medication.id, since, to).map((each) => [each.doseId, each]),
    );
    return [...mergedDoses(schedules, timeZone, since, to)]
      .map((dose) => viewOf(dose, windowOf(dose, schedules, timeZone), answers.get(dose.id) ?? null, now))
      .filter((view) => view.localDate === localDate || isCarriedOver(view, localDate));
  });
  const views = new Map(found.map((view) => [view.id, view]));
  const groups = groupDoses(
    found.map((view) => ({ ...view, dueAt: Date.parse(view.dueAt), scheduleId: '' })),
  );
  // Whether it helped is asked past midnight too.
  const takenSince = isToday ? Math.min(from, now - EFFECT_ASKED_FOR_MS) : from;
  const taken = all.flatMap(({ id }) =>
    medications.administeredBetween(id, takenSince, to - 2).filter(({ doseId }) => doseId === null),
  );
  const asNeeded = all.flatMap((medication) => asNeededOf(dependencies, medication, localDate, now));
  const used = new Set([
    ...found.map(({ medicationId }) => medicationId),
    ...[...taken, ...asNeeded].map(({ medicationId }) => medicationId),
  ]);
  return {
    ...{ localDate, timeZone, asNeeded, taken },
    groups: groups.map(({ dueAt, partOfDay, doses }) => ({
      ...{ dueAt: new Date(dueAt).toISOString(), partOfDay },
      doses: doses.flatMap(({ id }) => views.get(id) ?? []),
    })),
    medications: all.filter(({ id }) => used.has(id)),
  };
}

/** Of the day before, and there is still time to take it. */
function isCarriedOver({ localDate, status }: DoseView, today: string): boolean {
  return localDate < today && (status === 'due' || status === 'late');
}

function viewOf(
  dose: Dose,
  window: ReturnType<typeof windowOf>,
  administration: Administration | null,
  now: number,
): DoseView {
  const { id, medicationId, localDate, timeOfDay, amount, isTimeCritical } = dose;
  const iso = (at: number) => new Date(at).toISOString();
  const answer = administration === null ? null : { ...administration, at: Date.parse(administration.at) };
  return {
    ...{ id, medicationId, localDate, timeOfDay, amount, isTimeCritical, administration },
    ...{ dueAt: iso(window.dueAt), opensAt: iso(window.opensAt) },
    ...{ lateAt: iso(window.lateAt), cutoffAt: iso(window.cutoffAt) },
    status: doseStatus(window, answer, now),
  };
}

/** What may be taken as needed on the day, and when again. None of a medication that is on hold or has ended. */
function asNeededOf(
  { medications }: Needed,
  { id, schedule, hold, ended }: MedicationView,
  localDate: string,
  now: number,
): DoseDay['asNeeded'] {
  const { pattern, startsOn, endsOn } = schedule;
  const isHeld = hold !== null && Date.parse(hold.fromAt) <= now;
  if (pattern.kind !== 'prn' || ended !== null || isHeld) return [];
  if (localDate < startsOn || (endsOn !== null && endsOn < localDate)) return [];
  const { minGapMinutes, ...same } = pattern;
  const limits: PrnLimits = { ...same, minGapMs: minGapMinutes * 60_000 };
  const around = medications
    .administeredBetween(id, now - DAY_MS, now + DAY_MS)
    .map(({ doseId, outcome, at, amount }) => ({ doseId, outcome, amount, at: Date.parse(at) }));
  const decision = prnDecision(limits, around, now, Math.min(1, limits.maxAmountPer24Hours ?? 1));
  const last = around.findLast(({ at }) => at <= now);
  const takenIn24Hours = around.filter(({ at }) => now - DAY_MS < at && at <= now).length;
  return [
    {
      ...{ medicationId: id, takenIn24Hours, maxDosesPer24Hours: pattern.maxDosesPer24Hours },
      lastAt: last === undefined ? null : new Date(last.at).toISOString(),
      nextSafeAt: 'nextSafeAt' in decision ? new Date(decision.nextSafeAt).toISOString() : null,
    },
  ];
}
