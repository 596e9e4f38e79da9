import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '#contracts/audit.ts';
import { lookedText, lookedWhen, looksOf } from './looked.ts';

const NOON_MS = Date.parse('2026-11-22T12:00:00.000Z');

let seq = 100;
function anEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ seq: seq--, at: '2026-11-22T10:15:00.000Z', action: 'read', actorId: 'user:1', actorName: 'Ana' },
    ...{ actorRole: 'caregiver', residentId: null, category: 'vitals', isRemote: false, detail: {} },
    ...change,
  };
}

const textOf = (entry: AuditEntry, isOwn = true) => looksOf([entry]).map((look) => lookedText(look, isOwn));

describe('lookedText', () => {
  it('tells the resident who looked at what of theirs', () => {
    expect(textOf(anEntry())).toEqual(['Ana looked at your readings']);
    expect(textOf(anEntry({ action: 'exported' }))).toEqual(['Ana saved your readings as a file']);
  });

  it('tells others without calling it theirs', () => {
    expect(textOf(anEntry(), false)).toEqual(['Ana looked at the readings']);
  });

  it('names the mirror and the hub by words, since they have no names', () => {
    expect(textOf(anEntry({ actorName: '', actorRole: 'mirror', action: 'sharing-changed' }))).toEqual([
      'The mirror changed what is shared',
    ]);
    expect(textOf(anEntry({ actorName: '', actorRole: 'console', action: 'exported' }))).toEqual([
      'The hub itself saved your readings as a file',
    ]);
  });
});

describe('looksOf', () => {
  it('tells what one person saw at once as one look', () => {
    const looks = looksOf([
      anEntry({ category: 'calls' }),
      anEntry({ category: 'vitals', at: '2026-11-22T10:14:00.000Z' }),
    ]);
    expect(looks.map((look) => lookedText(look, true))).toEqual(['Ana looked at your readings, calls']);
  });

  it('keeps apart other people, other places, other times and everything that is no look', () => {
    const entries = [
      anEntry(),
      anEntry({ actorId: 'user:2', actorName: 'José' }),
      anEntry({ actorId: 'user:2', actorName: 'José', isRemote: true }),
      anEntry({ actorId: 'user:2', actorName: 'José', isRemote: true, at: '2026-11-22T09:15:00.000Z' }),
      anEntry({ actorId: 'user:2', action: 'deleted', isRemote: true, at: '2026-11-22T09:15:00.000Z' }),
      anEntry({ actorId: 'user:2', action: 'deleted', isRemote: true, at: '2026-11-22T09:15:00.000Z' }),
    ];
    expect(looksOf(entries)).toHaveLength(entries.length);
  });
});

describe('lookedWhen', () => {
  it('says the day, the time in the zone of the resident, and when it was from outside', () => {
    const whenOf = (entry: AuditEntry) =>
      looksOf([entry]).map((look) => lookedWhen(look, NOON_MS, 'Europe/Berlin'));
    expect(whenOf(anEntry())).toEqual(['Today at 11:15 am']);
    expect(whenOf(anEntry({ isRemote: true, at: '2026-11-21T10:15:00.000Z' }))).toEqual([
      'Yesterday at 11:15 am, from outside the home',
    ]);
  });
});
