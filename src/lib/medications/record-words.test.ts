import { beforeEach, describe, expect, it } from 'vitest';
import type { Administration } from '#contracts/doses.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { recordText, recordWhen } from './record-words.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const entry: Administration = {
  ...{ id: 'a', residentId: 'r', medicationId: 'm', doseId: null, dueAt: null, effect: null },
  ...{ outcome: 'taken', isLate: false, at: '2026-11-22T14:42:00.000Z', localDate: '2026-11-22' },
  ...{ timeZone: 'Europe/Berlin', amount: 2, reason: '', note: '', status: 'final' },
  ...{ recordedAt: '2026-11-22T14:42:00.000Z', recordedBy: { id: 'user:1', name: 'Ana' } },
  recordedFrom: 'phone',
};

describe('recordText', () => {
  it('says how much was taken, and when it was late', () => {
    expect(recordText(entry, 'tablet')).toBe('2 tablets taken');
    expect(recordText({ ...entry, isLate: true }, 'tablet')).toBe('2 tablets taken late');
  });

  it('says why a dose was skipped, where that is one of the known reasons', () => {
    expect(recordText({ ...entry, outcome: 'skipped', reason: 'ran-out' }, 'tablet')).toBe(
      'Skipped: none left',
    );
    expect(recordText({ ...entry, outcome: 'skipped', reason: 'of yore' }, 'tablet')).toBe('Skipped');
  });
});

describe('recordWhen', () => {
  it('says when, by whom and where', () => {
    expect(recordWhen(entry)).toBe('Sun, Nov 22, 3:42 pm · Ana, on the phone');
    const nobody = { id: 'mirror:1', name: '' };
    expect(recordWhen({ ...entry, recordedBy: nobody, recordedFrom: 'mirror' })).toContain('At the mirror');
    expect(recordWhen({ ...entry, recordedBy: nobody })).toContain('On a phone');
  });
});
