/**
 * Decides what may happen next in a guided blood-pressure session, from its times and readings alone, so that it can
 * be left, resumed and restarted. Times in ms UTC. It stores nothing and starts no clock.
 */

/** Source: AHA home blood pressure protocol (learn.bpcorrect.com): rest for five minutes, then measure. */
export const REST_SECONDS = 300;
export const MAX_REST_SECONDS = 1800;
/** Source: the same protocol: two readings, at least one minute apart. */
export const READINGS_WANTED = 2;
export const GAP_MS = 60_000;
/** A session nobody finished in this time after its rest is over: what is measured later is a reading by itself. */
const OPEN_FOR_MS = 30 * 60_000;

/** resting → measuring ⇄ pausing → done; cancelled and expired end it early. */
export const GUIDED_STEPS = ['resting', 'measuring', 'pausing', 'done', 'cancelled', 'expired'] as const;

export type GuidedStep = (typeof GUIDED_STEPS)[number];

export type GuidedTimes = {
  readonly startedAt: number;
  readonly restSeconds: number;
  readonly cancelledAt: number | null;
  /** When each of its readings was measured, oldest first, without those entered in error. */
  readonly measuredAt: readonly number[];
};

export type GuidedState = {
  readonly step: GuidedStep;
  readonly restUntil: number;
  readonly expiresAt: number;
  /** When the next reading may begin; null at the end. */
  readonly nextReadingFrom: number | null;
};

/** Where the session stands at `now`. */
export function guidedState(session: GuidedTimes, now: number): GuidedState {
  const restUntil = session.startedAt + session.restSeconds * 1000;
  const expiresAt = restUntil + OPEN_FOR_MS;
  const last = session.measuredAt.at(-1);
  const nextReadingFrom = last === undefined ? restUntil : last + GAP_MS;
  const ended = endOf(session, now, expiresAt);
  if (ended !== null) return { step: ended, restUntil, expiresAt, nextReadingFrom: null };
  if (now >= nextReadingFrom) return { step: 'measuring', restUntil, expiresAt, nextReadingFrom };
  return { step: last === undefined ? 'resting' : 'pausing', restUntil, expiresAt, nextReadingFrom };
}

/** Whether a reading measured at `measuredAt` belongs to the session. */
export function mayTakeReading(session: GuidedTimes, measuredAt: number): boolean {
  return guidedState(session, measuredAt).step === 'measuring';
}

type Measured = {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly heartRatePerMin: number | null;
};

/** The mean of the readings, to whole mm[Hg] as a cuff shows them; null before there are as many as wanted. */
export function meanOf(readings: readonly Measured[]): Measured | null {
  if (readings.length < READINGS_WANTED) return null;
  const pulses = readings.map(({ heartRatePerMin }) => heartRatePerMin).filter((pulse) => pulse !== null);
  return {
    systolicMmHg: roundedMean(readings.map(({ systolicMmHg }) => systolicMmHg)),
    diastolicMmHg: roundedMean(readings.map(({ diastolicMmHg }) => diastolicMmHg)),
    heartRatePerMin: pulses.length === 0 ? null : roundedMean(pulses),
  };
}

function endOf(
  session: GuidedTimes,
  now: number,
  expiresAt: number,
): 'done' | 'cancelled' | 'expired' | null {
  if (session.measuredAt.length >= READINGS_WANTED) return 'done';
  if (session.cancelledAt !== null) return 'cancelled';
  return now >= expiresAt ? 'expired' : null;
}

function roundedMean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
