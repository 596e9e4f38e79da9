import { describe, expect, it } from 'vitest';
import {
  dayNumberOf,
  instantOfWallTime,
  isLocalDate,
  isTimeZone,
  localDateAt,
  localDateOf,
  monthsOf,
  wallTimeAt,
  wallTimeDifferenceMs,
  wallTimeText,
  instantOfText,
  nextZoneChangeAfter,
  zoneOffsetMsAt,
} from './calendar.ts';

const at = (iso: string) => Date.parse(iso);
const wall = (text: string) => Temporal.PlainDateTime.from(text);

describe('localDateAt', () => {
  it("gives the resident's evening to the resident's day, not to UTC's", () => {
    expect(localDateAt(at('2026-12-10T04:30:00Z'), 'America/Denver')).toBe('2026-12-09');
  });
});

describe('day numbers', () => {
  it.each(['1970-01-01', '1969-12-31', '2024-02-29', '2026-11-22'])('stand for %s there and back', (date) => {
    expect(localDateOf(dayNumberOf(date))).toBe(date);
  });

  it('count from 1970-01-01', () => {
    expect(dayNumberOf('1970-01-02')).toBe(1);
  });
});

describe('monthsOf', () => {
  const between = (from: string, to: string) =>
    monthsOf(dayNumberOf(from), dayNumberOf(to)).map((month) => month.map(localDateOf));

  it('cuts a time at the ends of its months, a leap day and the turn of a year among them', () => {
    expect(between('2023-12-30', '2024-03-01')).toEqual([
      ['2023-12-30', '2023-12-31'],
      ['2024-01-01', '2024-01-31'],
      ['2024-02-01', '2024-02-29'],
      ['2024-03-01', '2024-03-01'],
    ]);
  });

  it('has one for a single day and none for no day', () => {
    expect(between('2026-11-22', '2026-11-22')).toEqual([['2026-11-22', '2026-11-22']]);
    expect(between('2026-11-22', '2026-11-21')).toEqual([]);
  });
});

describe('instantOfWallTime', () => {
  it.each([
    ['an ordinary time', '2026-11-22T19:30', '2026-11-22T18:30:00.000Z'],
    ['a skipped hour, after the gap', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['a repeated hour, the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('resolves %s', (_case, text, iso) => {
    expect(new Date(instantOfWallTime(wall(text), 'Europe/Berlin')).toISOString()).toBe(iso);
  });
});

describe('wallTimeDifferenceMs', () => {
  it('is positive when the first clock is ahead', () => {
    expect(wallTimeDifferenceMs(wall('2026-11-22T19:31'), wall('2026-11-22T19:30'))).toBe(60_000);
    expect(wallTimeDifferenceMs(wall('2026-11-22T19:30'), wall('2026-11-22T19:31'))).toBe(-60_000);
  });

  it('spans years, for a clock that was reset to its factory date', () => {
    expect(wallTimeDifferenceMs(wall('2026-01-01T00:00'), wall('2021-01-01T00:00'))).toBe(1826 * 86_400_000);
  });
});

describe('wallTimeAt', () => {
  it('follows the zone through a change to winter time', () => {
    const before = at('2026-10-25T00:30:00Z');
    expect(wallTimeAt(before, 'Europe/Berlin').toString()).toBe('2026-10-25T02:30:00');
    expect(wallTimeAt(before + 3_600_000, 'Europe/Berlin').toString()).toBe('2026-10-25T02:30:00');
    expect(wallTimeAt(before, 'America/New_York').toString()).toBe('2026-10-24T20:30:00');
  });

  it('shows what a clock on the wall shows', () => {
    expect(wallTimeText(wallTimeAt(at('2026-11-22T18:30:05Z'), 'Europe/Berlin'))).toBe('2026-11-22T19:30:05');
  });
});

describe('isTimeZone', () => {
  it('knows real zones and refuses made-up ones', () => {
    expect([isTimeZone('America/Denver'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
  });
});

describe('instantOfText', () => {
  it.each([
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00+02:00', '2026-11-20T06:00:00.000Z'],
    ['2026-11-20 09:00', '2026-11-20T08:00:00.000Z'],
    ['2026-07-20T09:00:30', '2026-07-20T07:00:30.000Z'],
  ])('reads %s in Berlin', (text, instant) => {
    expect(instantOfText(text, 'Europe/Berlin')).toBe(Date.parse(instant));
  });

  it.each([
    '2026-11-20T08:00[Europe/Paris]',
    '2026-11-20T08:00+02:00[Europe/Paris]',
    '2026-11-20T08:00+02:00:00',
  ])('reads nothing in %s, which says more than it would understand', (text) => {
    expect(instantOfText(text, 'Europe/Berlin')).toBeNull();
  });

  it.each(['2026-11-20', '2026-13-20T08:00:00Z', '2026-02-30T08:00', 'yesterday', '2026-11-20T25:00'])(
    'reads nothing in %s',
    (text) => {
      expect(instantOfText(text, 'Europe/Berlin')).toBeNull();
    },
  );
});

describe('the changes of a zone', () => {
  it('are named by their instant, with the offset before and after', () => {
    const change = at('2026-10-03T15:30:00Z');
    expect(nextZoneChangeAfter(at('2026-06-01T00:00:00Z'), 'Australia/Lord_Howe')).toBe(change);
    expect([change - 1, change].map((instant) => zoneOffsetMsAt(instant, 'Australia/Lord_Howe'))).toEqual([
      630 * 60_000,
      660 * 60_000,
    ]);
  });

  it('come to an end where the clocks are left alone', () => {
    expect(nextZoneChangeAfter(at('2026-06-01T00:00:00Z'), 'Asia/Kolkata')).toBeNull();
  });
});

describe('isLocalDate', () => {
  it.each(['2026-02-28', '2024-02-29', '1999-12-31'])('takes %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '20260228', '2026-02-28T08:00', ''])(
    'refuses "%s"',
    (text) => {
      expect(isLocalDate(text)).toBe(false);
    },
  );
});
