// Alerts as a person reads them: what happened, when, what to do, and what became of it.
import type { Alert } from '#contracts/alerts.ts';
import type { TrendRule } from '#domain/alerts/trends.ts';
import { changeIn, decimalsOf, unitOf, unitSign } from '#domain/vitals/shown.ts';
import { dateAndTime, shortDate, wallClockMs } from '#lib/format/dates.ts';
import { numberAligned } from '#lib/format/number.ts';
import { timeOfDay } from '#lib/format/times.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { KINDS } from '#lib/vitals/kinds.ts';
import { written, type Units } from '#lib/vitals/values.ts';

type VitalFacts = Extract<Alert['facts'], { kind: 'vital' }>;
type TrendFacts = Extract<Alert['facts'], { kind: 'trend' }>;
type Resident = { readonly name: string; readonly timeZone: string };

const SOS_FROM = {
  mirror: m['alerts.about.sosMirror'],
  phone: m['alerts.about.sosPhone'],
  button: m['alerts.about.sosButton'],
};

/** 'Aspirin is late' */
export function alertTitle({ facts }: Alert, { name }: Resident): string {
  switch (facts.kind) {
    case 'dose': {
      const medication = facts.medicationName;
      return facts.stage === 'late'
        ? m['alerts.what.doseLate']({ medication })
        : m['alerts.what.doseMissed']({ medication });
    }
    case 'vital':
      return m['alerts.what.vital']({ vital: KINDS[facts.vital].name() });
    case 'trend':
      return m['alerts.what.trend']({ vital: KINDS[facts.vital].name() });
    case 'measurement-missing':
      return m['alerts.what.missing']({ vital: KINDS[facts.vital].name(), count: facts.sinceDays });
    case 'device-silent':
      return m['alerts.what.device']({ device: facts.deviceName });
    case 'check-in':
      return m['alerts.what.checkIn']({ name });
    case 'sos':
      return m['alerts.what.sos']({ name });
    case 'test':
      return m['alerts.what.test']();
  }
}

/** When it was, and what to do about it: one sentence each. */
export function alertAbout(
  { facts, raisedAt, state }: Alert,
  { timeZone }: Resident,
  units: Units,
): string[] {
  const at = (instant: string) => timeOfDay(Date.parse(instant), timeZone);
  switch (facts.kind) {
    case 'dose': {
      const due = m['alerts.about.due']({ time: at(facts.dueAt) });
      return facts.stage === 'late' ? [due] : [due, m['alerts.about.missedNext']()];
    }
    case 'sos': {
      const time = at(raisedAt);
      const where = SOS_FROM[facts.from];
      return [where({ time }), m['alerts.about.sosNext']()];
    }
    case 'check-in':
      return [m['alerts.about.due']({ time: at(facts.dueAt) })];
    case 'test':
      return [m['alerts.about.test']()];
    case 'vital': {
      const words = { value: readingText(facts, units), time: at(raisedAt) };
      if (facts.isRepeated) return [m['alerts.about.readingRested'](words)];
      return [state === 'pending' ? m['alerts.about.readingFirst'](words) : m['alerts.about.reading'](words)];
    }
    case 'trend': {
      const change = changeText(facts, units);
      const from = Date.parse(raisedAt) - facts.overDays * DAY_MS;
      return [TREND_ABOUT[facts.rule]({ change, day: dayText(from, timeZone) })];
    }
    case 'measurement-missing':
      return [m['alerts.about.missing']()];
    case 'device-silent':
      return [m['alerts.about.device']({ time: dateAndTime(Date.parse(facts.lastSeenAt), timeZone) })];
  }
}

const DAY_MS = 24 * 3_600_000;
const dayText = (at: number, timeZone: string) => shortDate(wallClockMs(at, timeZone), 'withYear');

const TREND_ABOUT: Readonly<Record<TrendRule, (words: { change: string; day: string }) => string>> = {
  'weight-gain': m['alerts.about.trend.weight-gain'],
  'weight-loss': m['alerts.about.trend.weight-loss'],
  'spo2-drop': m['alerts.about.trend.spo2-drop'],
  'temperature-rise': m['alerts.about.trend.temperature-rise'],
  'heart-rate-shift': m['alerts.about.trend.heart-rate-shift'],
  'pressure-mean': () => m['alerts.about.trend.pressure-mean'](),
  'pressure-on-standing': m['alerts.about.trend.pressure-on-standing'],
};

/** '184/96', '38.4 °C': as the person reads it. */
function readingText({ vital, value, diastolic }: VitalFacts, units: Units): string {
  const unit = unitOf(vital, units);
  const numbers = [value, ...(diastolic === null ? [] : [diastolic])].map((one) => written(one, unit));
  return `${numbers.join('/')} ${unitSign(unit)}`.trim();
}

/** '1.4 kg'; of a weight that was lost, '5 %'. */
function changeText({ rule, vital, change }: TrendFacts, units: Units): string {
  if (rule === 'weight-loss') return `${numberAligned(Math.abs(change), 0)} %`;
  const unit = unitOf(vital, units);
  return `${numberAligned(changeIn(unit, change), decimalsOf(unit))} ${unitSign(unit)}`;
}

const WHY_WORDS = {
  answered: m['alerts.state.answered'],
  cancelled: m['alerts.state.cancelled'],
  over: m['alerts.state.over'],
  corrected: m['alerts.state.corrected'],
};

/** How it stands, as a shape and a word. */
export function alertMark({ state, severity, acknowledged, resolved }: Alert): Mark {
  if (resolved !== null && resolved.why !== 'seen-to')
    return { shape: resolved.why === 'answered' ? 'ok' : 'noted', word: WHY_WORDS[resolved.why]() };
  const name = acknowledged?.by.name || m['alerts.receipts.mirror']();
  if (resolved !== null)
    return acknowledged === null
      ? { shape: 'noted', word: m['alerts.state.over']() }
      : { shape: 'ok', word: m['alerts.state.seen']({ name }) };
  if (acknowledged !== null) return { shape: 'ok', word: m['alerts.state.acknowledged']({ name }) };
  if (state === 'pending') return { shape: 'noted', word: m['alerts.state.pending']() };
  return { shape: severity === 'info' ? 'look' : 'act', word: m['alerts.state.open']() };
}
