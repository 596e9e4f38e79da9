// Which screen of a guided blood-pressure session is due. The hub keeps the session; between its answers only the
// clock turns one step into the next, and here it does so without asking.
import type { GuidedSession } from '#contracts/vitals/guided-session.ts';

export type SessionScreen = 'sit' | 'rest' | 'first' | 'pause' | 'second' | 'result' | 'over';

/** Without a session, or after one that was left, it begins with sitting down. */
export function sessionScreen(session: GuidedSession | null, nowMs: number): SessionScreen {
  if (session === null || session.step === 'cancelled') return 'sit';
  if (session.step === 'done') return 'result';
  if (session.step === 'expired' || nowMs >= Date.parse(session.expiresAt)) return 'over';
  const isFirst = session.readings.length === 0;
  const mayMeasure = session.nextReadingFrom !== null && nowMs >= Date.parse(session.nextReadingFrom);
  if (isFirst) return mayMeasure ? 'first' : 'rest';
  return mayMeasure ? 'second' : 'pause';
}

/** Whether somebody is in the middle of it: the mirror then stays. */
export function isUnderway(screen: SessionScreen): boolean {
  return screen === 'rest' || screen === 'first' || screen === 'pause' || screen === 'second';
}

/** '4:32', for a clock that counts down; never below zero. */
export function timeLeft(untilMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
