import { describe, expect, it } from 'vitest';
import { isOn, recipientsOf, type Rota, type Shift } from './rota.ts';

const timeZone = 'Europe/Berlin';
/** Sunday, ten in the morning in Berlin. */
const SUNDAY = Date.parse('2026-11-22T09:00:00Z');
const HOUR_MS = 3_600_000;
const nobody = new Set<string>();

const circle = (rota: Partial<Rota> = {}, snoozed: ReadonlySet<string> = nobody) => ({
  ...{ rota: { order: [], shifts: [], ...rota }, people: ['ana', 'ben', 'cora'], residentId: 'rosa' },
  ...{ snoozed, timeZone },
});

describe('who is told', () => {
  it('is in the order in which people came in, until somebody sets another', () => {
    expect(recipientsOf('on-duty', SUNDAY, circle())).toEqual(['ana']);
    expect(recipientsOf('second', SUNDAY, circle())).toEqual(['ben']);
    expect(recipientsOf('everyone', SUNDAY, circle({ order: ['cora'] }))).toEqual(['cora', 'ana', 'ben']);
  });

  it('is whoever has the shift first, and the others in their order', () => {
    const shifts: Shift[] = [{ userId: 'ben', weekdays: [7], from: '08:00', to: '12:00' }];
    expect(recipientsOf('everyone', SUNDAY, circle({ shifts }))).toEqual(['ben', 'ana', 'cora']);
    expect(recipientsOf('on-duty', SUNDAY + 2 * HOUR_MS, circle({ shifts }))).toEqual(['ana']);
  });

  it('leaves out who has it wait, and tells the others all the same', () => {
    expect(recipientsOf('on-duty', SUNDAY, circle({}, new Set(['ana'])))).toEqual(['ben']);
    expect(recipientsOf('everyone', SUNDAY, circle({}, new Set(['ben'])))).toEqual(['ana', 'cora']);
  });

  it('names nobody who may not be told, though the rota does', () => {
    const shifts: Shift[] = [{ userId: 'gone', weekdays: [7], from: '00:00', to: '23:59' }];
    expect(recipientsOf('everyone', SUNDAY, circle({ order: ['gone'], shifts }))).toEqual([
      'ana',
      'ben',
      'cora',
    ]);
  });

  it('is the same person again when there is one alone, and nobody when there is none', () => {
    expect(recipientsOf('second', SUNDAY, { ...circle(), people: ['ana'] })).toEqual(['ana']);
    expect(recipientsOf('everyone', SUNDAY, { ...circle(), people: [] })).toEqual([]);
  });

  it('is the resident by themselves where the step says so', () => {
    expect(recipientsOf('resident', SUNDAY, circle())).toEqual(['rosa']);
    expect(recipientsOf('resident', SUNDAY, { ...circle(), residentId: null })).toEqual([]);
  });
});

describe('a shift over midnight', () => {
  const shift: Shift = { userId: 'ana', weekdays: [6], from: '20:00', to: '08:00' };

  it('belongs to the day on which it began', () => {
    expect(isOn(shift, Date.parse('2026-11-21T20:00:00Z'), timeZone)).toBe(true);
    expect(isOn(shift, Date.parse('2026-11-22T05:00:00Z'), timeZone)).toBe(true);
    expect(isOn(shift, Date.parse('2026-11-22T07:00:00Z'), timeZone)).toBe(false);
    expect(isOn(shift, Date.parse('2026-11-22T20:00:00Z'), timeZone)).toBe(false);
  });
});
