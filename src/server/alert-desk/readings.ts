/** Readings that somebody is to hear of: one that its rule calls very low or very high, and what a row of them says. */
import type { AlertFacts } from '#contracts/alerts.ts';
import type { LiveEvent } from '#contracts/live.ts';
import type { Reading } from '#contracts/vitals.ts';
import { findTrends, TRENDS_LOOK_BACK_MS, type Point } from '#domain/alerts/trends.ts';
import type { Writing } from '../database.ts';
import type { Stores } from '../stores.ts';
import type { AlertSource } from './doses.ts';

const MINUTE_MS = 60_000;
/** What a device kept for hours, or somebody wrote down of last week, rings nobody now. */
const FRESH_MS = 60 * MINUTE_MS;
/**
 * A very high blood pressure is measured again after five minutes of rest before anybody is called: AHA, "Understanding
 * Blood Pressure Readings". Twice that, for whoever is slow to put a cuff on.
 */
const REPEAT_WITHIN_MS = 10 * MINUTE_MS;
/** Readings that a rule looks back at, at most; a cuff used ten times a day is told by its last three weeks. */
const MOST_EARLIER = 200;

type VitalFacts = Extract<AlertFacts, { kind: 'vital' }>;

export function readingAlerts({
  alerts,
  settings,
  vitals,
}: Pick<Stores, 'alerts' | 'settings' | 'vitals'>): AlertSource {
  const openOf = (residentId: string, kind: Reading['kind']) =>
    alerts.open(residentId).find(({ facts }) => facts.kind === 'vital' && facts.vital === kind);

  /** Very low or very high, or over because the next one of its kind is neither. */
  const judge = (tx: Writing, reading: Reading, now: number): void => {
    const { residentId, kind, interpretation } = reading;
    if (interpretation !== 'LL' && interpretation !== 'HH') {
      if (interpretation !== null) alerts.resolveIn(tx, residentId, 'vital', kind, 'over');
      return;
    }
    const isRepeated = openOf(residentId, kind) !== undefined;
    const isToRepeat = kind === 'blood-pressure' && interpretation === 'HH' && !isRepeated;
    alerts.raiseIn(tx, {
      ...{ residentId, subject: kind, severity: 'urgent', facts: factsOf(reading, isRepeated) },
      beginsAt: isToRepeat ? now + REPEAT_WITHIN_MS : now,
    });
  };

  const lookForTrends = (tx: Writing, reading: Reading): void => {
    const { residentId, kind } = reading;
    const { trends: on, homePressure } = settings.watch(residentId);
    if (on.length === 0) return;
    const { conditions } = settings.general(residentId);
    const before = { measuredAt: Date.parse(reading.measuredAt), id: reading.id };
    const since = before.measuredAt - TRENDS_LOOK_BACK_MS;
    const earlier = vitals
      .page(residentId, { limit: MOST_EARLIER, before, kind })
      .items.filter(
        ({ status, measuredAt }) => status !== 'entered-in-error' && Date.parse(measuredAt) >= since,
      )
      .map(toPoint);
    const look = { now: toPoint(reading), earlier, homePressure };
    for (const { rule, change, overDays } of findTrends(kind, look, { on, conditions })) {
      alerts.raiseIn(tx, {
        ...{ residentId, subject: rule, severity: 'attention' },
        facts: { kind: 'trend', rule, vital: kind, change, overDays },
      });
    }
  };

  const take = (tx: Writing, event: LiveEvent): void => {
    if (event.type === 'reading.recorded') {
      const { data: reading, at } = event;
      alerts.resolveIn(tx, reading.residentId, 'measurement-missing', reading.kind, 'over');
      if (Math.abs(Date.parse(at) - Date.parse(reading.measuredAt)) > FRESH_MS) return;
      if (settings.watch(reading.residentId).readings) judge(tx, reading, Date.parse(at));
      lookForTrends(tx, reading);
    }
    // It was another's, or a slip of the finger: nobody need see to it.
    if (event.type === 'reading.retracted' || event.type === 'reading.amended') {
      const { data: reading } = event;
      const { facts } = openOf(reading.residentId, reading.kind) ?? {};
      const isAbout = facts?.kind === 'vital' && facts.readingId === reading.id;
      const isStill = event.type === 'reading.amended' && /^(LL|HH)$/.test(reading.interpretation ?? '');
      if (isAbout && !isStill) alerts.resolveIn(tx, reading.residentId, 'vital', reading.kind, 'corrected');
    }
  };
  const concerns = (event: LiveEvent) => {
    if (event.type === 'reading.retracted' || event.type === 'reading.amended') return true;
    if (event.type !== 'reading.recorded') return false;
    const { readings, trends, missing } = settings.watch(event.residentId);
    return readings || trends.length > 0 || missing.length > 0;
  };
  return { concerns, take };
}

function factsOf(reading: Reading, isRepeated: boolean): VitalFacts {
  const isPressure = reading.kind === 'blood-pressure';
  return {
    ...{ kind: 'vital', readingId: reading.id, vital: reading.kind, isRepeated },
    value: isPressure ? reading.systolicMmHg : reading.value,
    diastolic: isPressure ? reading.diastolicMmHg : null,
    category: reading.category ?? '',
  };
}

function toPoint(reading: Reading): Point {
  const isPressure = reading.kind === 'blood-pressure';
  return {
    at: Date.parse(reading.measuredAt),
    value: isPressure ? reading.systolicMmHg : reading.value,
    diastolic: isPressure ? reading.diastolicMmHg : null,
    posture: reading.context.posture ?? null,
  };
}
