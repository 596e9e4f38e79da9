import type { GuidedSession } from '#contracts/vitals/guided-session.ts';
import { describe, expect, it } from 'vitest';
import { sessionScreen, timeLeft } from './session-step.ts';

const START = Date.parse('2026-11-22T15:00:00.000Z');
const after = (seconds: number) => START + seconds * 1000;

function aSession(parts: Partial<GuidedSession> = {}): GuidedSession {
  return {
    id: 'session',
    residentId: 'rosa',
    step: 'resting',
    startedAt: '2026-11-22T15:00:00.000Z',
    restUntil: '2026-11-22T15:05:00.000Z',
    nextReadingFrom: '2026-11-22T15:05:00.000Z',
    expiresAt: '2026-11-22T15:35:00.000Z',
    readingsWanted: 2,
    readings: [],
    mean: null,
    ...parts,
  };
}

describe('sessionScreen', () => {
  it('begins with sitting down, also after a session that was left', () => {
    expect(sessionScreen(null, START)).toBe('sit');
    expect(sessionScreen(aSession({ step: 'cancelled' }), START)).toBe('sit');
  });

  it('goes from rest to the first measurement by the clock alone', () => {
    expect(sessionScreen(aSession(), after(299))).toBe('rest');
    expect(sessionScreen(aSession(), after(300))).toBe('first');
  });

  it('rests a minute between the two', () => {
    const session = aSession({
      step: 'pausing',
      nextReadingFrom: '2026-11-22T15:07:00.000Z',
      readings: [{} as GuidedSession['readings'][number]],
    });
    expect(sessionScreen(session, after(419))).toBe('pause');
    expect(sessionScreen(session, after(420))).toBe('second');
  });

  it('shows the result, and says when it took too long', () => {
    expect(sessionScreen(aSession({ step: 'done', nextReadingFrom: null }), after(500))).toBe('result');
    expect(sessionScreen(aSession(), after(35 * 60))).toBe('over');
  });
});

describe('timeLeft', () => {
  it.each([
    [300, '5:00'],
    [299.2, '5:00'],
    [61, '1:01'],
    [0, '0:00'],
    [-5, '0:00'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(timeLeft(after(seconds), START)).toBe(text);
  });
});
