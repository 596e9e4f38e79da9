import { describe, expect, it } from 'vitest';
import type { DoseDay } from '#contracts/doses.ts';
import { effectsAsked } from './effects.ts';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const takenAt = (time: string, effect: string | null = null, medicationId = 'm') =>
  ({ id: `${medicationId} ${time}`, medicationId, at: `2026-11-23T${time}:00.000Z`, effect }) as never;
const aDay = (...taken: never[]) =>
  ({ taken, medications: [{ id: 'm' }, { id: 'n' }] }) as unknown as DoseDay;
const asked = (...taken: never[]) =>
  effectsAsked(aDay(...taken), NOW).map(({ administration }) => administration.id);

describe('whether it helped', () => {
  it('is asked from an hour after it, and not for ever', () => {
    expect(asked(takenAt('11:01'))).toEqual([]);
    expect(asked(takenAt('11:00'))).toEqual(['m 11:00']);
    expect(asked(takenAt('06:01'))).toEqual(['m 06:01']);
    expect(asked(takenAt('06:00'))).toEqual([]);
  });

  it('is not asked again, nor of one that another followed', () => {
    expect(asked(takenAt('10:00', 'helped'))).toEqual([]);
    expect(asked(takenAt('08:00'), takenAt('11:30'))).toEqual([]);
    expect(asked(takenAt('08:00'), takenAt('10:30'))).toEqual(['m 10:30']);
  });

  it('is asked of each medicine', () => {
    expect(asked(takenAt('08:00'), takenAt('09:00', null, 'n'))).toEqual(['m 08:00', 'n 09:00']);
  });
});
