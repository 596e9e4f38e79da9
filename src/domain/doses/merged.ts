/** The doses of several schedules as one row: of all of a medication's, or of all of a resident's. */
import { doses } from './doses.ts';
import type { Administration, Dose, Schedule } from './schedule.ts';
import { windowOf, type DoseWindow } from './windows.ts';

/** As `doses` gives them, but of all schedules, in order of time; at one instant in the order of the schedules. */
export function* mergedDoses(
  schedules: readonly Schedule[],
  timeZone: string,
  from: number,
  to: number,
): Generator<Dose> {
  let heads = schedules.flatMap((schedule) => advance(doses(schedule, timeZone, from, to)));
  while (heads.length > 0) {
    const first = heads.reduce((least, head) => (head.dose.dueAt < least.dose.dueAt ? head : least));
    yield first.dose;
    heads = heads.flatMap((head) => (head === first ? advance(head.rest) : [head]));
  }
}

type Head = { readonly dose: Dose; readonly rest: Generator<Dose> };

function advance(rest: Generator<Dose>): Head[] {
  const next = rest.next();
  return next.done === true ? [] : [{ dose: next.value, rest }];
}

/** A dose, when it is on time, and what was done about it; null while nobody has answered. */
export type AnsweredDose = {
  readonly dose: Dose;
  readonly window: DoseWindow;
  readonly administration: Administration | null;
};

/**
 * What was expected of one medication from an instant to another, with the answers. `schedules`: all of it, old versions
 * too. `administrations`: in any order, of other doses too.
 */
export function answeredDoses(
  schedules: readonly Schedule[],
  timeZone: string,
  from: number,
  to: number,
  administrations: readonly Administration[],
): AnsweredDose[] {
  const answers = new Map(administrations.map((each) => [each.doseId, each]));
  return [...mergedDoses(schedules, timeZone, from, to)].map((dose) => ({
    dose,
    window: windowOf(dose, schedules, timeZone),
    administration: answers.get(dose.id) ?? null,
  }));
}
