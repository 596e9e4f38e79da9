import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { needsRefill, stockForecast } from './stock.ts';

const BERLIN = 'Europe/Berlin';
/** 2026-06-10, five in the afternoon in Berlin. */
const NOW = Date.parse('2026-06-10T15:00Z');
const TWICE = aSchedule({
  pattern: {
    kind: 'daily',
    times: [
      { timeOfDay: '08:00', amount: 1 },
      { timeOfDay: '20:00', amount: 0.5 },
    ],
  },
});

function forecast(amountLeft: number, answered: readonly string[] = []) {
  const found = stockForecast([TWICE], BERLIN, NOW, amountLeft, new Set(answered));
  return found === null ? null : [found.firstShort.id, found.daysLeft];
}

describe('stockForecast', () => {
  it('names the first dose that is short, and the days until then', () => {
    expect(forecast(0)).toEqual(['schedule.2026-06-10T2000', 0]);
    expect(forecast(0.5)).toEqual(['schedule.2026-06-11T0800', 1]);
    expect(forecast(3.5)).toEqual(['schedule.2026-06-13T0800', 3]);
    expect(forecast(-4)).toEqual(['schedule.2026-06-10T2000', 0]);
  });

  it('spares what was answered before its time', () => {
    expect(forecast(0, ['schedule.2026-06-10T2000'])).toEqual(['schedule.2026-06-11T0800', 1]);
  });

  it('counts all schedules of the medication, and exactly: ten tenths are one', () => {
    const tenth = (id: string) =>
      aSchedule({ id, pattern: { kind: 'daily', times: [{ timeOfDay: '21:00', amount: 0.1 }] } });
    const found = stockForecast([tenth('a'), tenth('b')], BERLIN, NOW, 1);
    expect([found?.firstShort.localDate, found?.daysLeft]).toEqual(['2026-06-15', 5]);
  });

  it('has nothing to say when it lasts to the end or for years', () => {
    expect(forecast(2000)).toBeNull();
    expect(stockForecast([aSchedule({ endsOn: '2026-06-12' })], BERLIN, NOW, 2)).toBeNull();
    expect(stockForecast([], BERLIN, NOW, 0)).toBeNull();
  });
});

describe('needsRefill', () => {
  it('is true from seven days on, or from as many as were chosen', () => {
    const inDays = (daysLeft: number) => stockForecast([TWICE], BERLIN, NOW, 0.5 + (daysLeft - 1) * 1.5);
    expect([7, 8].map((days) => needsRefill(inDays(days)))).toEqual([true, false]);
    expect(needsRefill(inDays(8), 10)).toBe(true);
    expect(needsRefill(null)).toBe(false);
  });
});
