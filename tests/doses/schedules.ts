/** Schedules made up at random, of every kind, and the 28 days they are looked at: half of them around a change of clocks. */
import fc from 'fast-check';
import type { Pattern, Schedule } from '#domain/doses/schedule.ts';
import { addDays } from './oracle.ts';
import { ZONES, type ZoneTable } from './zones.ts';

const DAY_MS = 86_400_000;

export type Case = {
  readonly zone: ZoneTable;
  readonly schedule: Schedule;
  /** The first of 28 days of UTC, at some hour of it. */
  readonly from: number;
};

/** Every second time in the hours in which clocks are set. */
const timeOfDay = fc
  .oneof(
    fc.integer({ min: 0, max: 287 }),
    fc.integer({ min: 0, max: 4 * 12 }),
    fc.constantFrom(276, 282, 287),
  )
  .map((fives) => {
    const hours = String(Math.floor(fives / 12)).padStart(2, '0');
    return `${hours}:${String((fives % 12) * 5).padStart(2, '0')}`;
  });
const amount = fc.integer({ min: 1, max: 40 }).map((quarters) => quarters / 4);
const someTimes = fc.uniqueArray(fc.record({ timeOfDay, amount }), {
  ...{ minLength: 1, maxLength: 5 },
  selector: (time) => time.timeOfDay,
});
const fewTimes = fc.uniqueArray(fc.record({ timeOfDay, amount }), {
  ...{ minLength: 1, maxLength: 2 },
  selector: (time) => time.timeOfDay,
});
const dayAmount = fc.option(amount, { freq: 2 });
const week = fc.tuple(dayAmount, dayAmount, dayAmount, dayAmount, dayAmount, dayAmount, dayAmount);

/** A pattern whose days are counted from a day near `around`. */
function aPattern(around: string, times: typeof someTimes): fc.Arbitrary<Pattern> {
  const anchorOn = fc.integer({ min: -60, max: 60 }).map((days) => addDays(around, days));
  const steps = fc
    .array(
      fc.record({
        ...{ afterDays: fc.integer({ min: 1, max: 15 }), everyDays: fc.integer({ min: 1, max: 4 }) },
        times: fc.oneof(times, times, fc.constant([])),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => {
      let fromOn = addDays(around, -10);
      return parts.map(({ afterDays, everyDays, times: some }) => {
        fromOn = addDays(fromOn, afterDays);
        return { fromOn, everyDays, times: some };
      });
    });
  return fc.oneof<fc.Arbitrary<Pattern>[]>(
    fc.record({ kind: fc.constant('daily'), times }),
    fc.record({
      kind: fc.constant('weekdays'),
      times: fc.uniqueArray(fc.record({ timeOfDay, amounts: week }), {
        ...{ minLength: 1, maxLength: 3 },
        selector: (time) => time.timeOfDay,
      }),
    }),
    fc.record({
      kind: fc.constant('every-n-days'),
      ...{ everyDays: fc.integer({ min: 1, max: 31 }), anchorOn, times },
    }),
    fc.record({
      kind: fc.constant('cycle'),
      daysOn: fc.integer({ min: 1, max: 21 }),
      daysOff: fc.integer({ min: 1, max: 14 }),
      ...{ anchorOn, times },
    }),
    fc.record({ kind: fc.constant('taper'), steps }),
    fc.constant({
      ...{ kind: 'prn', maxDosesPer24Hours: 4, maxAmountPer24Hours: null, minGapMs: 14_400_000 },
    } as const),
  );
}

/** A schedule that is of interest around a date. */
function aScheduleAround(around: string): fc.Arbitrary<Schedule> {
  const middle = Date.parse(`${around}T00:00Z`);
  const instant = fc.integer({ min: -5 * 1440, max: 33 * 1440 }).map((minutes) => middle + minutes * 60_000);
  const date = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(around, days));
  const hold = fc
    .tuple(instant, fc.integer({ min: 0, max: 10 * 1440 }), fc.integer({ min: 0, max: 9 }))
    .map(([fromAt, minutes, dice]) => ({ fromAt, untilAt: dice === 0 ? null : fromAt + minutes * 60_000 }));
  return fc.record({
    id: fc.uuid(),
    medicationId: fc.constant('medication'),
    pattern: aPattern(around, someTimes),
    startsOn: fc.oneof(date(-400, -20), date(-3, 10)),
    endsOn: fc.option(date(-2, 40), { freq: 2 }),
    validFromAt: fc.option(instant, { freq: 1 }),
    validUntilAt: fc.option(instant, { freq: 1 }),
    holds: fc.array(hold, { maxLength: 2 }),
    isTimeCritical: fc.boolean(),
  });
}

/** Any 28 days for which the table of a zone holds. */
export const aCase: fc.Arbitrary<Case> = fc.constantFrom(...ZONES).chain((zone) => {
  const first = Date.parse(`${zone.fromOn}T00:00Z`) + 3 * DAY_MS;
  const last = Date.parse(`${zone.untilOn}T00:00Z`) - 32 * DAY_MS;
  const changes = zone.changes.map(([at]) => Date.parse(at)).filter((at) => at > first && at - DAY_MS < last);
  const anywhere = fc
    .integer({ min: 0, max: (last - first) / 60_000 })
    .map((minutes) => first + minutes * 60_000);
  const nearChange = changes.map((change) =>
    fc.integer({ min: 0, max: 27 * 1440 }).map((minutes) => Math.max(first, change - minutes * 60_000)),
  );
  const start = fc.oneof({ weight: nearChange.length, arbitrary: anywhere }, anywhere, ...nearChange);
  return start.chain((from) =>
    aScheduleAround(new Date(from).toISOString().slice(0, 10)).map((schedule) => ({ zone, schedule, from })),
  );
});

export type MedicationCase = { readonly zone: ZoneTable; readonly schedules: readonly Schedule[] };

/** One to three schedules of one medication that are of interest at some time of the year 2026; ids are for the caller to make unique. */
export const aMedicationOf2026: fc.Arbitrary<MedicationCase> = fc.record({
  zone: fc.constantFrom(...ZONES.filter(({ fromOn, untilOn }) => fromOn < '2026' && untilOn > '2027')),
  schedules: fc.array(
    fc.integer({ min: 0, max: 364 }).chain((days) => {
      const around = addDays('2026-01-01', days);
      const middle = Date.parse(`${around}T00:00Z`);
      const hold = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 0, max: 10 * 1440 }));
      return fc.record<Schedule>({
        ...{ id: fc.uuid(), medicationId: fc.constant('medication'), isTimeCritical: fc.boolean() },
        pattern: aPattern(around, fewTimes),
        startsOn: fc.oneof(fc.constant('2025-12-01'), fc.constant(addDays(around, -11))),
        endsOn: fc.option(
          fc.integer({ min: 0, max: 200 }).map((more) => addDays(around, more)),
          { freq: 2 },
        ),
        validFromAt: fc.constant(null),
        validUntilAt: fc.constant(null),
        holds: fc.array(
          hold.map(([day, minutes]) => {
            const fromAt = middle + day * DAY_MS + 7 * 3_600_000;
            return { fromAt, untilAt: fromAt + minutes * 60_000 };
          }),
          { maxLength: 1 },
        ),
      });
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
