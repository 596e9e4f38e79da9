import { describe, expect, it } from 'vitest';
import { checkInsBetween, checkInState, openCheckIn } from './check-in.ts';

const HOUR_MS = 3_600_000;
const rosa = { id: 'rosa', timeZone: 'Europe/Berlin' };
const at = (text: string) => Date.parse(text);

describe('when the resident is asked', () => {
  it('is by the wall clock, on each local day', () => {
    const found = checkInsBetween(rosa, ['20:00', '09:00'], at('2026-11-22T22:59Z'), at('2026-11-22T23:01Z'));
    expect(found.map(({ id }) => id)).toEqual([
      'rosa.2026-11-22T0900',
      'rosa.2026-11-22T2000',
      'rosa.2026-11-23T0900',
      'rosa.2026-11-23T2000',
    ]);
    expect(found[0]?.dueAt).toBe(at('2026-11-22T08:00Z'));
  });

  it('is at the next instant when the clocks skip the time, and once when they repeat it', () => {
    const spring = at('2027-03-28T12:00Z');
    expect(checkInsBetween(rosa, ['02:30'], spring, spring)).toEqual([
      { id: 'rosa.2027-03-28T0230', dueAt: at('2027-03-28T01:00Z') },
    ]);
    const autumn = at('2026-10-25T12:00Z');
    expect(checkInsBetween(rosa, ['02:30'], autumn, autumn)).toEqual([
      { id: 'rosa.2026-10-25T0230', dueAt: at('2026-10-25T00:30Z') },
    ]);
    const howe = { id: 'rosa', timeZone: 'Australia/Lord_Howe' };
    const halfHour = at('2026-10-04T12:00Z');
    expect(checkInsBetween(howe, ['02:15'], halfHour, halfHour)).toEqual([
      { id: 'rosa.2026-10-04T0215', dueAt: at('2026-10-03T15:30Z') },
    ]);
  });

  it('is once a day and time over a year, in each zone', () => {
    for (const timeZone of ['America/Denver', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo']) {
      const found = checkInsBetween(
        { id: 'x', timeZone },
        ['09:00'],
        at('2026-01-01T12:00Z'),
        at('2026-12-31T12:00Z'),
      );
      const days = new Set(found.map(({ id }) => id));
      expect(days.size, timeZone).toBe(found.length);
      expect(found.length, timeZone).toBeGreaterThanOrEqual(365);
      const gaps = found.slice(1).map(({ dueAt }, index) => dueAt - (found[index]?.dueAt ?? 0));
      expect(Math.min(...gaps), timeZone).toBeGreaterThanOrEqual(23 * HOUR_MS);
      expect(Math.max(...gaps), timeZone).toBeLessThanOrEqual(25 * HOUR_MS);
    }
  });
});

describe('a sign of life', () => {
  it('answers the check-in that is open, from three hours before its time', () => {
    const id = 'rosa.2026-11-22T0900';
    expect(openCheckIn(rosa, ['09:00'], at('2026-11-22T04:59Z'))?.id).toBe('rosa.2026-11-21T0900');
    expect(openCheckIn(rosa, ['09:00'], at('2026-11-22T05:00Z'))?.id).toBe(id);
    expect(openCheckIn(rosa, ['09:00'], at('2026-11-22T15:00Z'))?.id).toBe(id);
  });

  it('answers the last of several, and none where none is asked', () => {
    expect(openCheckIn(rosa, ['09:00', '20:00'], at('2026-11-22T16:30Z'))?.id).toBe('rosa.2026-11-22T2000');
    expect(openCheckIn(rosa, [], at('2026-11-22T16:30Z'))).toBeNull();
  });
});

it('is due for an hour, and missed after it', () => {
  const checkIn = { id: 'x', dueAt: at('2026-11-22T08:00Z') };
  const state = (minutes: number, isDone = false) =>
    checkInState(checkIn, isDone, checkIn.dueAt + minutes * 60_000);
  expect([state(-1), state(0), state(59), state(60), state(90, true)]).toEqual([
    'ahead',
    'due',
    'due',
    'missed',
    'done',
  ]);
});
