import { describe, expect, it } from 'vitest';
import { measuredAt } from './measured-at.ts';

const receivedAt = Date.parse('2026-11-22T18:31:00Z');
const deviceTime = Temporal.PlainDateTime.from('2026-11-22T19:30:00');
const record = { deviceTime, clockOffsetMs: 0, receivedAt, timeZone: 'Europe/Berlin' };
const iso = (instantMs: number) => new Date(instantMs).toISOString();

describe('measuredAt', () => {
  it("reads the device's wall clock in the resident's zone", () => {
    expect(iso(measuredAt(record))).toBe('2026-11-22T18:30:00.000Z');
  });

  it('corrects a clock that was found to be wrong before it was set', () => {
    const threeYears = Date.parse('2026-11-22T00:00:00Z') - Date.parse('2023-11-22T00:00:00Z');
    const wrong = { ...record, deviceTime: deviceTime.with({ year: 2023 }), clockOffsetMs: threeYears };
    expect(iso(measuredAt(wrong))).toBe('2026-11-22T18:30:00.000Z');
  });

  it.each([
    ['no time was sent', { deviceTime: null }],
    ['the clock is far ahead', { deviceTime: deviceTime.with({ hour: 20 }) }],
    ['the clock was never set', { deviceTime: deviceTime.with({ year: 2021 }), clockOffsetMs: null }],
  ])('takes the time of receipt when %s', (_case, change) => {
    expect(measuredAt({ ...record, ...change })).toBe(receivedAt);
  });

  it('dates a record of the old clock by how far that was off, though it is delivered after the clock was set', () => {
    const hour = 3_600_000;
    const late = { ...record, earlierSetting: { at: receivedAt - 5_000, byMs: hour } };
    const ofOldClock = { ...late, deviceTime: deviceTime.subtract({ hours: 1 }) };
    expect(iso(measuredAt(ofOldClock))).toBe('2026-11-22T18:30:00.000Z');
    const ofNewClock = { ...late, deviceTime: deviceTime.add({ seconds: 58 }) };
    expect(iso(measuredAt(ofNewClock))).toBe('2026-11-22T18:30:58.000Z');
    // It was right until its battery was changed, and three years behind then.
    const ofClockBefore = { ...late, earlierSetting: { at: receivedAt - 5_000, byMs: 3 * 365 * 24 * hour } };
    expect(iso(measuredAt(ofClockBefore))).toBe('2026-11-22T18:30:00.000Z');
  });

  it('never places a reading after its receipt', () => {
    const slightlyAhead = { ...record, deviceTime: deviceTime.with({ minute: 33 }) };
    expect(measuredAt(slightlyAhead)).toBe(receivedAt);
  });

  // A clock that was set right before the night, read a day later: it knows nothing of summer time.
  it.each([
    ['in autumn', '2026-10-31T08:00:00', '2026-11-01T15:00:00Z', -3_600_000, '2026-10-31T12:00:00.000Z'],
    ['in spring', '2026-03-07T07:00:00', '2026-03-08T15:00:00Z', 3_600_000, '2026-03-07T12:00:00.000Z'],
    ['near midnight', '2026-10-31T00:30:00', '2026-11-01T15:00:00Z', -3_600_000, '2026-10-31T04:30:00.000Z'],
    ['after it', '2026-11-01T10:30:00', '2026-11-01T15:00:00Z', -3_600_000, '2026-11-01T14:30:00.000Z'],
  ])(
    'is right when the clocks change between measurement and receipt, %s',
    (_when, wall, read, offset, expected) => {
      const times = {
        deviceTime: Temporal.PlainDateTime.from(wall),
        clockOffsetMs: offset,
        receivedAt: Date.parse(read),
        timeZone: 'America/New_York',
      };
      expect(iso(measuredAt(times))).toBe(expected);
    },
  );

  it('believes a record of a year, and none that is older', () => {
    const aged = (days: number) =>
      measuredAt({ ...record, deviceTime: deviceTime.subtract({ days }) }) === receivedAt;
    expect([aged(365), aged(367)]).toEqual([false, true]);
  });
});
