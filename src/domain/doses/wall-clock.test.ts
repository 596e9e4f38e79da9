import { describe, expect, it } from 'vitest';
import { dayNumberOf, localDateOf } from '../calendar.ts';
import { wallClockOf } from './wall-clock.ts';

const at = (iso: string) => Date.parse(iso);

function instantOf(timeZone: string, localDate: string, timeOfDay: string): string {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  const instant = wallClockOf(timeZone).instantOf(dayNumberOf(localDate), hours * 60 + minutes);
  return new Date(instant).toISOString();
}

describe('instantOf', () => {
  it.each([
    ['an ordinary time', 'Europe/Madrid', '2026-11-22', '08:00', '2026-11-22T07:00:00.000Z'],
    [
      'a skipped time at the end of the gap',
      'Europe/Berlin',
      '2026-03-29',
      '02:30',
      '2026-03-29T01:00:00.000Z',
    ],
    ['the time after the gap', 'Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['a repeated time the first time', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:30:00.000Z'],
    [
      'half an hour that comes again',
      'Australia/Lord_Howe',
      '2026-04-05',
      '01:45',
      '2026-04-04T14:45:00.000Z',
    ],
    ['a midnight that was skipped', 'America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00:00.000Z'],
    ['a zone that is left alone', 'Asia/Kolkata', '2026-06-01', '00:00', '2026-05-31T18:30:00.000Z'],
  ])('finds %s', (_case, timeZone, localDate, timeOfDay, iso) => {
    expect(instantOf(timeZone, localDate, timeOfDay)).toBe(iso);
  });

  it('finds an early time after a late one', () => {
    expect(instantOf('Europe/Berlin', '2060-07-01', '08:00')).toBe('2060-07-01T06:00:00.000Z');
    expect(instantOf('Europe/Berlin', '1975-07-01', '08:00')).toBe('1975-07-01T07:00:00.000Z');
  });
});

describe('dayAt and minuteAt', () => {
  it("follow the resident's evening, not UTC's day", () => {
    const clock = wallClockOf('America/Denver');
    const instant = at('2026-12-10T04:31:59Z');
    expect(localDateOf(clock.dayAt(instant))).toBe('2026-12-09');
    expect(clock.minuteAt(instant)).toBe(21 * 60 + 31);
  });

  it('reach back before 1970', () => {
    const clock = wallClockOf('Asia/Kolkata');
    expect(localDateOf(clock.dayAt(at('1969-12-31T18:30:00Z')))).toBe('1970-01-01');
    expect(clock.minuteAt(at('1969-12-30T18:29:00Z'))).toBe(23 * 60 + 59);
  });
});

describe('isLeftOut', () => {
  it('finds the day that Samoa did not have', () => {
    const days = ['2011-12-29', '2011-12-30', '2011-12-31'].map(dayNumberOf);
    expect(days.map((day) => wallClockOf('Pacific/Apia').isLeftOut(day))).toEqual([false, true, false]);
  });
});

describe('wallClockOf', () => {
  it('keeps the clock of a zone, and knows no zone on Mars', () => {
    expect(wallClockOf('Europe/Berlin')).toBe(wallClockOf('Europe/Berlin'));
    expect(() => wallClockOf('Mars/Olympus')).toThrow(RangeError);
  });
});
