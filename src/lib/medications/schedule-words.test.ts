import { beforeEach, describe, expect, it } from 'vitest';
import type { ScheduleEntry } from '#contracts/medications/schedule.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { scheduleLines } from './schedule-words.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const TODAY = '2026-11-23';
const morning = [{ timeOfDay: '08:00', amount: 1 }];

function lines(pattern: ScheduleEntry['pattern'], parts: Partial<ScheduleEntry> = {}) {
  const entry = { pattern, startsOn: TODAY, endsOn: null, isTimeCritical: false, ...parts };
  return scheduleLines(entry, 'tablet', TODAY);
}

describe('scheduleLines', () => {
  it('tells the times of each day, and the amount once when it is the same', () => {
    const times = [{ timeOfDay: '20:00', amount: 1 }, ...morning];
    expect(lines({ kind: 'daily', times })).toEqual(['1 tablet at 8:00 am and 8:00 pm, every day']);
  });

  it('tells each amount where they differ', () => {
    const times = [...morning, { timeOfDay: '20:00', amount: 0.5 }];
    expect(lines({ kind: 'daily', times })).toEqual([
      '1 tablet at 8:00 am and ½ tablet at 8:00 pm, every day',
    ]);
  });

  it('gives days with the same amount one line, and names no day without', () => {
    expect(
      lines({ kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts: [1, 1, 1, 1, 1, 2, null] }] }),
    ).toEqual(['Monday to Friday: 1 tablet at 8:00 am', 'Saturday: 2 tablets at 8:00 am']);
  });

  it('names days that do not follow each other', () => {
    expect(
      lines({
        kind: 'weekdays',
        times: [{ timeOfDay: '08:00', amounts: [1, null, 1, null, 1, null, null] }],
      }),
    ).toEqual(['Monday, Wednesday, and Friday: 1 tablet at 8:00 am']);
  });

  it('tells every so many days and a pause with the day they are counted from', () => {
    expect(lines({ kind: 'every-n-days', everyDays: 3, anchorOn: '2026-11-22', times: morning })).toEqual([
      '1 tablet at 8:00 am, every 3 days',
      'Counted from Nov 22, 2026',
    ]);
    expect(lines({ kind: 'cycle', daysOn: 21, daysOff: 7, anchorOn: '2026-11-22', times: morning })).toEqual([
      '1 tablet at 8:00 am, for 21 days, then a pause of 7 days',
      'Counted from Nov 22, 2026',
    ]);
  });

  it('gives each step a line, and says where nothing is taken', () => {
    const steps = [
      { fromOn: '2026-11-23', everyDays: 1, times: [{ timeOfDay: '08:00', amount: 2 }] },
      { fromOn: '2026-11-30', everyDays: 2, times: morning },
      { fromOn: '2026-12-07', everyDays: 1, times: [] },
    ];
    expect(lines({ kind: 'taper', steps })).toEqual([
      'From Nov 23, 2026: 2 tablets at 8:00 am, every day',
      'From Nov 30, 2026: 1 tablet at 8:00 am, every 2 days',
      'From Dec 7, 2026: none',
    ]);
  });

  it('tells the limits of what is taken when needed', () => {
    const limits = { maxDosesPer24Hours: 4, maxAmountPer24Hours: 8, minGapMinutes: 360 };
    expect(lines({ kind: 'prn', ...limits })).toEqual([
      'Only when needed, at most 4 times in 24 hours',
      'At least 6 hours between two',
      'At most 8 tablets in 24 hours',
    ]);
    expect(
      lines({ kind: 'prn', maxDosesPer24Hours: 1, maxAmountPer24Hours: null, minGapMinutes: 0 }),
    ).toEqual(['Only when needed, at most once in 24 hours']);
  });

  it('says when it starts, when it ends, and that the time matters', () => {
    const parts = { startsOn: '2026-11-24', endsOn: '2026-12-01', isTimeCritical: true };
    expect(lines({ kind: 'daily', times: morning }, parts).slice(1)).toEqual([
      'Starts on Nov 24, 2026',
      'Until Dec 1, 2026',
      'The exact time matters',
    ]);
  });

  it('speaks Spanish, where one o’clock is singular', () => {
    overwriteGetLocale(() => 'es');
    const times = [{ timeOfDay: '01:00', amount: 1 }];
    expect(lines({ kind: 'daily', times })).toEqual(['1 comprimido a la 1:00, todos los días']);
    expect(
      lines({ kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts: [2, 2, 2, 2, 2, null, null] }] }),
    ).toEqual(['Lunes a viernes: 2 comprimidos a las 8:00']);
  });
});
