import { describe, expect, it } from 'vitest';
import {
  dayNumberOf,
  instantOfWallTime,
  isTimeZone,
  localDateAt,
  localDateOf,
  wallTimeAt,
  wallTimeText,
} from './calendar.ts';

const at = (iso: string) => Date.parse(iso);
const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute, second: 0 };
};

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

describe('instantOfWallTime', () => {
  it.each([
    ['an ordinary time', '2026-11-22T19:30', '2026-11-22T18:30:00.000Z'],
    ['a skipped hour, after the gap', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['a repeated hour, the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('resolves %s', (_case, text, iso) => {
    const instant = instantOfWallTime(wall(text), 'Europe/Berlin');
    expect(new Date(instant ?? 0).toISOString()).toBe(iso);
  });

  it('is null for a date that does not exist', () => {
    expect(instantOfWallTime(wall('2026-02-30T10:00'), 'Europe/Berlin')).toBeNull();
  });
});

describe('wallTimeAt', () => {
  it('shows what a clock on the wall shows', () => {
    expect(wallTimeText(wallTimeAt(at('2026-11-22T18:30:05Z'), 'Europe/Berlin'))).toBe('2026-11-22T19:30:05');
  });
});

describe('isTimeZone', () => {
  it('knows real zones and refuses made-up ones', () => {
    expect([isTimeZone('America/Denver'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
