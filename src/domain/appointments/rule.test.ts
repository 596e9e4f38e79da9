import { randomOf, SEED } from '../../../tests/fixtures/seed.ts';
import { expected, firstInstant, type Said } from '../../../tests/fixtures/calendar-oracle.ts';
import { UNLIKE_ZONES } from '../../../tests/fixtures/zones.ts';
import { describe, expect, test } from 'vitest';
import { MONTH_PLACES, PERIODS, WEEKDAYS, type Repetition } from './repetition.ts';
import {
  firstFrom,
  keyOf,
  lastEnd,
  lastStart,
  NEVER_MS,
  occurrenceAt,
  occurrencesBetween,
  reminderSteps,
  repetitionOf,
  repetitionProblem,
  rruleOf,
  timesBefore,
  type Plan,
} from './rule.ts';

const DAY_MS = 86_400_000;
const ONCE: Repetition = { every: 1, period: 'day', weekdays: [], place: 'date', until: null, times: null };

function planOf(
  date: string,
  time: string | null,
  timeZone: string,
  repeats: Partial<Repetition> | null,
): Plan {
  const plan = { date, time, timeZone, minutes: time === null ? 1_440 : 45, rrule: null, endsBefore: null };
  return repeats === null ? plan : { ...plan, rrule: rruleOf(plan, { ...ONCE, ...repeats }) };
}
const datesOf = (plan: Plan, from: string, to: string) =>
  occurrencesBetween(plan, Date.parse(`${from}T00:00Z`), Date.parse(`${to}T00:00Z`)).map(({ date }) => date);

describe('what a rule comes to', () => {
  test('on the 31st: a month without one is left out, and nothing drifts', () => {
    const plan = planOf('2026-01-31', '10:30', 'Europe/Berlin', { period: 'month' });
    expect(datesOf(plan, '2026-01-01', '2026-09-01')).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
      '2026-07-31',
      '2026-08-31',
    ]);
  });

  test('on the last day: of every month', () => {
    const plan = planOf('2028-01-31', '10:30', 'Europe/Berlin', { period: 'month', place: 'last-day' });
    expect(datesOf(plan, '2028-01-01', '2028-05-01')).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  test('every two weeks on two weekdays', () => {
    const plan = planOf('2026-11-04', '09:00', 'America/Denver', {
      ...{ every: 2, period: 'week', weekdays: ['MO', 'WE'] },
    });
    expect(datesOf(plan, '2026-11-01', '2026-12-10')).toEqual([
      '2026-11-04',
      '2026-11-16',
      '2026-11-18',
      '2026-11-30',
      '2026-12-02',
    ]);
  });

  test('half past ten stays half past ten when the clocks change', () => {
    const plan = planOf('2026-10-18', '10:30', 'Europe/Berlin', { period: 'week', weekdays: ['SU'] });
    const [before, after] = occurrencesBetween(plan, 0, Date.parse('2026-10-26T00:00Z'));
    expect(new Date(before?.startsAt ?? 0).toISOString()).toBe('2026-10-18T08:30:00.000Z');
    expect(new Date(after?.startsAt ?? 0).toISOString()).toBe('2026-10-25T09:30:00.000Z');
  });

  test('a number of times is the same whatever is looked at', () => {
    const plan = planOf('2026-01-05', '10:30', 'Europe/Berlin', { times: 10 });
    expect(datesOf(plan, '2026-01-10', '2027-01-01')).toHaveLength(5);
    expect(datesOf(plan, '2026-01-14', '2026-01-15')).toEqual(['2026-01-14']);
    expect(datesOf(plan, '2026-01-15', '2027-01-01')).toEqual([]);
  });

  test('the last day is included', () => {
    const plan = planOf('2026-01-05', '23:30', 'America/Denver', { until: '2026-01-07' });
    expect(datesOf(plan, '2026-01-01', '2026-02-01')).toEqual(['2026-01-05', '2026-01-06', '2026-01-07']);
    const whole = planOf('2026-01-05', null, 'America/Denver', { until: '2026-01-07' });
    expect(datesOf(whole, '2026-01-01', '2026-02-01')).toEqual(['2026-01-05', '2026-01-06', '2026-01-07']);
  });

  test('a whole day begins and ends at midnight, on a day of 25 hours, too', () => {
    const plan = planOf('2026-10-25', null, 'Europe/Berlin', null);
    const [day] = occurrencesBetween(plan, 0, NEVER_MS);
    expect((day?.endsAt ?? 0) - (day?.startsAt ?? 0)).toBe(25 * 3_600_000);
  });

  test('cut off, it ends before', () => {
    const plan = planOf('2026-01-05', '10:30', 'Europe/Berlin', { times: 10 });
    const cut = { ...plan, endsBefore: keyOf('2026-01-08', '10:30') };
    expect(datesOf(cut, '2026-01-01', '2027-01-01')).toEqual(['2026-01-05', '2026-01-06', '2026-01-07']);
    expect(new Date(lastEnd(cut)).toISOString()).toBe('2026-01-07T10:15:00.000Z');
    expect(lastStart({ ...plan, endsBefore: keyOf('2026-01-05', '10:30') })).toBeNull();
    expect(timesBefore(plan, keyOf('2026-01-08', '10:30'))).toBe(3);
  });
});

describe('against an oracle that knows nothing of Betti', () => {
  const dateText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const FIRST_DAY = Date.parse('2024-01-01') / DAY_MS;
  const TIMES = ['00:10', '01:59', '02:15', '02:30', '10:30', '23:45', null];
  const SPAN_DAYS = 800;

  test.each(UNLIKE_ZONES)('%s', { timeout: 120_000 }, (timeZone) => {
    const random = randomOf(SEED);
    const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
    for (let round = 0; round < 150; round++) {
      const date = dateText(FIRST_DAY + random.below(900));
      const period = pick(PERIODS);
      const own = WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7] ?? 'MO';
      const isLastDay = new Date(Date.parse(date) + DAY_MS).getUTCDate() === 1;
      const ends = random.below(3);
      const drawn = pick(TIMES);
      // A first time that no clock shows is another matter: it is moved past the gap.
      const time = drawn !== null && firstInstant(date, drawn, timeZone) === null ? '12:00' : drawn;
      const places = MONTH_PLACES.filter((place) => place !== 'last-day' || isLastDay);
      const said: Said & Repetition = {
        ...{ date, time, every: 1 + random.below(4), period },
        weekdays: period === 'week' ? WEEKDAYS.filter((one) => one === own || random.below(3) === 0) : [],
        place: period === 'month' ? pick(places) : 'date',
        until: ends === 1 ? dateText(Date.parse(date) / DAY_MS + random.below(500)) : null,
        times: ends === 2 ? 1 + random.below(40) : null,
      };
      const { date: _date, time: _time, ...repeats } = said;
      expect(repetitionProblem(date, repeats)).toBeNull();
      const plan = planOf(date, time, timeZone, repeats);
      expect(repetitionOf(plan), plan.rrule ?? '').toEqual(repeats);

      const all = expected(said, timeZone, SPAN_DAYS);
      const from = Date.parse(date) + random.below(400) * DAY_MS + random.below(24) * 3_600_000;
      const to = from + (1 + random.below(380)) * DAY_MS;
      // The oracle looks as far as it looks; the window ends before that.
      const inWindow = all.filter(({ at }) => at >= from && at < to);
      const got = occurrencesBetween(plan, from, to).filter(({ startsAt }) => startsAt >= from);
      const about = `seed ${String(SEED)}, ${JSON.stringify({ said, timeZone, from, to })}`;
      expect(
        got.map(({ date: on, startsAt }) => ({ date: on, at: startsAt })),
        about,
      ).toEqual(inWindow);
      const [one] = got;
      if (one !== undefined) {
        expect(occurrenceAt(plan, one.key), about).toEqual(one);
        expect(timesBefore(plan, one.key), about).toBe(all.filter(({ at }) => at < one.startsAt).length);
      }
    }
  });
});

test('what does not fit its first day is said', () => {
  const weekly: Repetition = { ...ONCE, period: 'week', weekdays: ['MO'] };
  expect(repetitionProblem('2026-11-03', weekly)).toMatch(/weekdays/);
  expect(repetitionProblem('2026-11-02', weekly)).toBeNull();
  expect(repetitionProblem('2026-11-03', { ...ONCE, weekdays: ['TU'] })).toMatch(/week/);
  expect(repetitionProblem('2026-11-03', { ...ONCE, place: 'weekday' })).toMatch(/month/);
  expect(repetitionProblem('2026-11-03', { ...ONCE, period: 'month', place: 'last-day' })).toMatch(/last/);
  expect(repetitionProblem('2026-11-03', { ...ONCE, until: '2026-11-02' })).toMatch(/before/);
  expect(repetitionProblem('2026-11-03', { ...ONCE, until: '2026-11-04', times: 2 })).toMatch(/both/);
});

test('another rule begins on the first day that fits it', () => {
  const plan = planOf('2026-11-03', '10:30', 'Europe/Berlin', { period: 'week', weekdays: ['FR'] });
  expect(firstFrom(plan, '2026-11-03')?.date).toBe('2026-11-06');
});

test('reminded of the day before and the hour before; of a whole day from nine in the morning', () => {
  const plan = planOf('2026-11-04', '10:30', 'Europe/Berlin', null);
  const [once] = occurrencesBetween(plan, 0, NEVER_MS);
  if (once === undefined) throw new Error('There is one.');
  expect(
    reminderSteps(plan, once, [60, 1_440]).map(({ name, at }) => [name, new Date(at).toISOString()]),
  ).toEqual([
    ['before-1440', '2026-11-03T09:30:00.000Z'],
    ['before-60', '2026-11-04T08:30:00.000Z'],
  ]);
  const whole = planOf('2026-11-04', null, 'Europe/Berlin', null);
  expect(reminderSteps(whole, { ...once, date: '2026-11-04' }, [60])[0]?.at).toBe(
    Date.parse('2026-11-04T07:00Z'),
  );
});
