import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { adherenceLines, holdText, startOfDayMs, stockMark, stockText } from './state-words.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const BERLIN = 'Europe/Berlin';
const of = (amountLeft: number, daysLeft: number | null, needsRefill = false) => ({
  form: 'tablet' as const,
  stock: { amountLeft, daysLeft, needsRefill },
});

describe('stockText', () => {
  it('tells how much is left, and for how long where that is known', () => {
    expect(stockText(of(12, 6))).toBe('12 tablets left, enough for 6 days');
    expect(stockText(of(12, null))).toBe('12 tablets left');
    expect(stockText({ form: 'tablet', stock: null })).toBeNull();
  });

  it('asks to count again where more was taken than there was', () => {
    expect(stockText(of(-2, null))).toContain('count again');
  });
});

describe('stockMark', () => {
  it('asks for more only where more is needed', () => {
    expect(stockMark(of(12, 6))).toBeNull();
    expect(stockMark(of(3, 3, true))).toEqual({
      shape: 'look',
      word: 'Get more soon. 3 tablets left, enough for 3 days',
    });
  });
});

describe('holdText', () => {
  it('says since when, until when, or that it comes later', () => {
    const hold = { id: '', fromAt: '2026-11-20T09:00:00.000Z', untilAt: null, reason: '' };
    const now = Date.parse('2026-11-23T09:00Z');
    expect(holdText(hold, now, BERLIN)).toBe('On hold since Nov 20, 2026, until somebody resumes it');
    expect(holdText({ ...hold, untilAt: '2026-11-30T23:00:00.000Z' }, now, BERLIN)).toContain('Dec 1, 2026');
    expect(holdText({ ...hold, fromAt: '2026-12-20T09:00:00.000Z' }, now, BERLIN)).toBe(
      'On hold from Dec 20, 2026',
    );
  });
});

describe('startOfDayMs', () => {
  it.each([
    ['2026-11-23', BERLIN, '2026-11-22T23:00:00.000Z'],
    ['2026-03-29', BERLIN, '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', BERLIN, '2026-03-29T22:00:00.000Z'],
    ['2026-11-01', 'America/Denver', '2026-11-01T06:00:00.000Z'],
    ['2026-11-02', 'America/Denver', '2026-11-02T07:00:00.000Z'],
    ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
  ])('is the midnight of %s in %s', (localDate, timeZone, expected) => {
    expect(new Date(startOfDayMs(localDate, timeZone)).toISOString()).toBe(expected);
  });
});

describe('adherenceLines', () => {
  it('says what was due and taken, and of the rest only what there is', () => {
    expect(adherenceLines({ due: 30, taken: 28, takenLate: 2, skipped: 0, missed: 1 })).toEqual([
      '28 of 30 doses were taken.',
      '2 of them late.',
      '1 was missed.',
    ]);
    expect(adherenceLines({ due: 0, taken: 0, takenLate: 0, skipped: 0, missed: 0 })).toEqual([
      'Nothing was due in these days.',
    ]);
  });
});
