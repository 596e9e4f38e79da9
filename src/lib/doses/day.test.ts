import { describe, expect, it } from 'vitest';
import type { DoseDay, DoseView } from '#contracts/doses.ts';
import { isOpen, isWaiting, medicationLine, statusAt, waitingGroup } from './day.ts';

const at = (time: string) => `2026-11-23T${time}:00.000Z`;
const ms = (time: string) => Date.parse(at(time));

function aDose(parts: Partial<DoseView> = {}): DoseView {
  return {
    ...{ id: 'dose', medicationId: 'medication', localDate: '2026-11-23', timeOfDay: '08:00' },
    ...{ opensAt: at('07:00'), dueAt: at('08:00'), lateAt: at('09:00'), cutoffAt: at('14:00') },
    ...{ amount: 1, isTimeCritical: false, status: 'scheduled', administration: null },
    ...parts,
  };
}

function aDay(...doses: DoseView[]): DoseDay {
  const groups = doses.map((dose) => ({ dueAt: dose.dueAt, partOfDay: 'morning' as const, doses: [dose] }));
  return { localDate: '2026-11-23', timeZone: 'UTC', groups, asNeeded: [], taken: [], medications: [] };
}

const takenAt = (time: string) =>
  aDose({
    status: 'taken',
    administration: { at: at(time), outcome: 'taken' } as DoseView['administration'],
  });
const line = (day: DoseDay, time: string) => medicationLine(day, ms(time), '/medication');

describe('statusAt', () => {
  it.each([
    ['07:59', 'scheduled'],
    ['08:00', 'due'],
    ['09:00', 'late'],
    ['14:00', 'missed'],
  ])('goes on with the clock of the screen: at %s it is %s', (time, status) => {
    expect(statusAt(aDose(), ms(time))).toBe(status);
  });

  it('stays what was answered', () => {
    expect(statusAt(takenAt('08:04'), ms('20:00'))).toBe('taken');
  });
});

describe('isOpen and isWaiting', () => {
  it('may be taken an hour before, waits from its time on, and is neither once it is missed', () => {
    const states = ['06:59', '07:00', '08:00', '13:59', '14:00'].map((time) => [
      isOpen(aDose(), ms(time)),
      isWaiting(aDose(), ms(time)),
    ]);
    expect(states).toEqual([
      [false, false],
      [true, false],
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(waitingGroup(aDay(takenAt('08:04'), aDose()), ms('08:30'))?.doses[0]?.administration).toBeNull();
  });
});

describe('medicationLine', () => {
  it('is nothing on a day without', () => {
    expect(line(aDay(), '08:00')).toBeNull();
  });

  it('answers "did I take it", and names what comes next', () => {
    const evening = aDose({
      opensAt: at('19:00'),
      dueAt: at('20:00'),
      lateAt: at('21:00'),
      cutoffAt: at('23:00'),
    });
    expect(line(aDay(takenAt('08:04'), evening), '12:00')).toMatchObject({
      value: 'Yes, at 8:04 am',
      beside: 'Next: 8:00 pm',
      mark: { shape: 'ok' },
    });
  });

  it('says what waits, and what was missed', () => {
    expect(line(aDay(aDose()), '08:30')).toMatchObject({
      value: 'Morning medicines: 1 to take',
      mark: { word: 'Now' },
    });
    expect(line(aDay(aDose()), '09:30')).toMatchObject({ mark: { word: 'Late' } });
    expect(line(aDay(aDose()), '15:00')).toMatchObject({ mark: { shape: 'look', word: '1 missed' } });
    expect(line(aDay(aDose()), '05:00')).toMatchObject({ value: 'Next at 8:00 am', mark: { shape: 'none' } });
  });
});
