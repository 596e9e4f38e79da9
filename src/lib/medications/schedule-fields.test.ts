import { beforeEach, describe, expect, it } from 'vitest';
import { ScheduleEntrySchema, type ScheduleEntry } from '#contracts/medications/schedule.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import {
  missingIn,
  scheduleEntry,
  scheduleErrors,
  scheduleFields,
  withDay,
  type Kind,
} from './schedule-fields.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const TODAY = '2026-11-23';
const times = [{ timeOfDay: '08:00', amount: 1.5 }];
const ALWAYS = { startsOn: TODAY, endsOn: null, isTimeCritical: false };
const PATTERNS: Record<Kind, ScheduleEntry['pattern']> = {
  daily: { kind: 'daily', times },
  weekdays: { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts: [1, null, 1, null, 1, null, 2] }] },
  'every-n-days': { kind: 'every-n-days', everyDays: 3, anchorOn: '2026-11-20', times },
  cycle: { kind: 'cycle', daysOn: 21, daysOff: 7, anchorOn: '2026-11-20', times },
  taper: {
    kind: 'taper',
    steps: [
      { fromOn: TODAY, everyDays: 1, times },
      { fromOn: '2026-12-01', everyDays: 1, times: [] },
    ],
  },
  prn: { kind: 'prn', maxDosesPer24Hours: 4, maxAmountPer24Hours: null, minGapMinutes: 210 },
};

describe('scheduleEntry', () => {
  it.each(Object.values(PATTERNS))('sends a schedule that nobody touched as it came: $kind', (pattern) => {
    const entry = { pattern, startsOn: TODAY, endsOn: '2026-12-31', isTimeCritical: true };
    const fields = scheduleFields(entry, TODAY);
    expect(missingIn(fields)).toEqual([]);
    expect(scheduleEntry(fields)).toEqual(entry);
    expect(ScheduleEntrySchema.safeParse(entry).success).toBe(true);
  });

  it('starts a dose that changes step by step with its first step', () => {
    const fields = {
      ...scheduleFields({ pattern: PATTERNS.taper, ...ALWAYS }, TODAY),
      startsOn: '2026-01-01',
    };
    expect(scheduleEntry(fields).startsOn).toBe(TODAY);
  });

  it('leaves a day out that was stepped down to 0', () => {
    const fields = scheduleFields(null, TODAY);
    const week = [{ timeOfDay: '08:00', amounts: [0, 1, null, null, null, null, null] }];
    expect(scheduleEntry({ ...fields, kind: 'weekdays', week }).pattern).toMatchObject({
      times: [{ amounts: [null, 1, null, null, null, null, null] }],
    });
  });
});

describe('missingIn', () => {
  it('asks first of all when it is taken', () => {
    expect(missingIn(scheduleFields(null, TODAY))).toEqual(['/pattern/kind']);
  });

  it('fills in no time, no amount and no limit by itself', () => {
    const missing = (kind: Kind) => missingIn({ ...scheduleFields(null, TODAY), kind });
    expect(missing('daily')).toEqual(['/pattern/times/0/timeOfDay', '/pattern/times/0/amount']);
    expect(missing('prn')).toEqual(['/pattern/maxDosesPer24Hours', '/pattern/minGapMinutes']);
    expect(missing('cycle').slice(2)).toEqual(['/pattern/daysOn', '/pattern/daysOff']);
    expect(missing('taper')).toEqual([
      '/pattern/steps/0/times/0/timeOfDay',
      '/pattern/steps/0/times/0/amount',
    ]);
  });

  it('has words for each field that can be empty', () => {
    const kinds = Object.keys(PATTERNS) as Kind[];
    for (const kind of kinds) {
      const empty = { ...scheduleFields(null, ''), kind };
      for (const pointer of missingIn(empty)) expect(scheduleErrors([pointer], kind)(pointer)).toBeTruthy();
    }
  });
});

describe('withDay', () => {
  it('moves the first day and the one that days are counted from together until they were told apart', () => {
    const fields = scheduleFields(null, TODAY);
    expect(withDay(fields, 'startsOn', '2026-12-01')).toEqual({
      startsOn: '2026-12-01',
      anchorOn: '2026-12-01',
    });
    expect(withDay({ ...fields, anchorOn: '2026-11-20' }, 'startsOn', '2026-12-01')).toEqual({
      startsOn: '2026-12-01',
    });
    expect(withDay(fields, 'endsOn', '2026-12-01')).toEqual({ endsOn: '2026-12-01' });
  });
});

describe('scheduleErrors', () => {
  it('has words beside the field that the hub names, and none beside others', () => {
    const error = scheduleErrors(['/pattern/times/1/timeOfDay', '/endsOn'], 'daily');
    expect(error('/pattern/times/1/timeOfDay')).toContain('only once');
    expect(error('/pattern/times/0/timeOfDay')).toBeUndefined();
    expect(error('/endsOn')).toContain('before the first');
  });

  it('asks for a day where a week has none', () => {
    expect(scheduleErrors(['/pattern/times'], 'weekdays')('/pattern/times')).toContain('at least one day');
  });
});
