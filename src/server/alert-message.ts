/** What an alert says where no screen of Betti shows it, in the language of whoever is told. */
import type { AlertFacts } from '#contracts/alerts.ts';
import type { Language } from '#domain/languages.ts';
import type { AlertKind, Severity } from '#domain/alerts/kinds.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';
import { changeIn, decimalsOf, unitOf, unitSign, type Units } from '#domain/vitals/shown.ts';
import { fromCanonical } from '#domain/vitals/units.ts';
import { timeIn, wordsIn, type Say } from './words.ts';

/** The same to a second try: whoever got it twice can tell. */
export type Message = {
  readonly id: string;
  /** Null for a trial that is about nothing. */
  readonly alert: { readonly id: string; readonly residentId: string } | null;
  /** Null where nothing is to be said of what it is about. */
  readonly kind: AlertKind | null;
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
  /** "I see to it", where that can be said on the spot. */
  readonly answer: string | null;
  readonly raisedAt: string;
  /** Where the hub's alerts are, for a link; null when it knows no address of its own. */
  readonly url: string | null;
};

const DAY_MS = 24 * 3_600_000;
const SOS_FROM = {
  ...{ mirror: 'alerts.about.sosMirror', phone: 'alerts.about.sosPhone', button: 'alerts.about.sosButton' },
} as const;

type About = {
  readonly id: string;
  readonly alert: {
    readonly id: string;
    readonly residentId: string;
    readonly kind: AlertKind;
    readonly severity: Severity;
    readonly facts: AlertFacts;
    readonly raisedAt: string;
  };
  readonly resident: { readonly name: string; readonly timeZone: string };
  /** In which the resident reads their vitals. */
  readonly units: Units;
  readonly language: Language;
  /** Without it, nothing is said of what it is about. */
  readonly hasContent: boolean;
  readonly url: string | null;
};

export async function messageOf({
  id,
  alert,
  resident,
  units,
  language,
  hasContent,
  url,
}: About): Promise<Message> {
  const say = await wordsIn(language);
  const { facts, kind, severity, raisedAt } = alert;
  const at = (instant: string) => timeIn(instant, language, resident.timeZone);
  const shared = { id, alert: { id: alert.id, residentId: alert.residentId }, raisedAt, url };
  if (!hasContent) {
    const words = { title: 'Betti', body: `${say('message.look')} ${say('message.lookMore')}` };
    return { ...shared, ...words, kind: null, severity, answer: null };
  }
  const what = titleOf(facts, resident.name, say);
  const title = NAMES_ITSELF.has(kind) ? what : say('message.title', { name: resident.name, what });
  const day = (instant: number) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: resident.timeZone }).format(instant);
  const body = aboutOf(alert, { say, at, read: { units, language, day } }).join(' ');
  return { ...shared, kind, severity, title, body, answer: say('alerts.seeTo') };
}

/** What somebody sends to themselves, to see whether it arrives. */
export async function trialMessage(id: string, language: Language, now: number): Promise<Message> {
  const say = await wordsIn(language);
  return {
    ...{ id, alert: null, kind: 'test', severity: 'info', answer: null, url: null },
    ...{ title: say('message.test'), body: say('message.testBody') },
    raisedAt: new Date(now).toISOString(),
  };
}

/** Their titles hold the resident's name, or nobody's. */
const NAMES_ITSELF: ReadonlySet<AlertKind> = new Set(['check-in', 'sos', 'test']);

const VITAL_NAMES: Readonly<Record<VitalKind, string>> = {
  'blood-pressure': 'bloodPressure',
  'body-weight': 'bodyWeight',
  spo2: 'spo2',
  'body-temperature': 'bodyTemperature',
  glucose: 'glucose',
  'heart-rate': 'heartRate',
  'respiratory-rate': 'respiratoryRate',
  pain: 'pain',
  mood: 'mood',
  'body-fat': 'bodyFat',
};

function titleOf(facts: AlertFacts, name: string, say: Say): string {
  const vital = 'vital' in facts ? say(`vitals.name.${VITAL_NAMES[facts.vital]}`) : '';
  switch (facts.kind) {
    case 'dose':
      return say(facts.stage === 'late' ? 'alerts.what.doseLate' : 'alerts.what.doseMissed', {
        medication: facts.medicationName,
      });
    case 'vital':
      return say('alerts.what.vital', { vital });
    case 'trend':
      return say('alerts.what.trend', { vital });
    case 'measurement-missing':
      return say('alerts.what.missing', { vital, count: facts.sinceDays });
    case 'device-silent':
      return say('alerts.what.device', { device: facts.deviceName });
    case 'check-in':
      return say('alerts.what.checkIn', { name });
    case 'sos':
      return say('alerts.what.sos', { name });
    case 'test':
      return say('alerts.what.test');
  }
}

function aboutOf(
  { facts, raisedAt }: Pick<About['alert'], 'facts' | 'raisedAt'>,
  { say, at, read }: { say: Say; at: (instant: string) => string; read: ReadAs },
): string[] {
  switch (facts.kind) {
    case 'dose': {
      const due = say('alerts.about.due', { time: at(facts.dueAt) });
      return facts.stage === 'late' ? [due] : [due, say('alerts.about.missedNext')];
    }
    case 'check-in':
      return [say('alerts.about.due', { time: at(facts.dueAt) })];
    case 'sos':
      return [say(SOS_FROM[facts.from], { time: at(raisedAt) }), say('alerts.about.sosNext')];
    case 'test':
      return [say('alerts.about.test')];
    case 'vital': {
      const words = { value: readingText(facts, read), time: at(raisedAt) };
      return [say(`alerts.about.${facts.isRepeated ? 'readingRested' : 'reading'}`, words)];
    }
    case 'trend': {
      const day = read.day(Date.parse(raisedAt) - facts.overDays * DAY_MS);
      const words = { change: changeText(facts, read), day };
      return [say(`alerts.about.trend.${facts.rule}`, words)];
    }
    case 'measurement-missing':
      return [say('alerts.about.missing')];
    case 'device-silent':
      return [say('alerts.about.device', { time: at(facts.lastSeenAt) })];
  }
}

/** In the resident's units and the reader's figures. */
type ReadAs = {
  readonly units: Units;
  readonly language: Language;
  readonly day: (at: number) => string;
};

const figures = (value: number, digits: number, language: Language) =>
  value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });

function readingText(
  { vital, value, diastolic }: Extract<AlertFacts, { kind: 'vital' }>,
  { units, language }: ReadAs,
): string {
  const unit = unitOf(vital, units);
  const numbers = [value, ...(diastolic === null ? [] : [diastolic])].map((one) =>
    figures(fromCanonical(one, unit), decimalsOf(unit), language),
  );
  return `${numbers.join('/')} ${unitSign(unit)}`.trim();
}

function changeText(
  { rule, vital, change }: Extract<AlertFacts, { kind: 'trend' }>,
  { units, language }: ReadAs,
): string {
  if (rule === 'weight-loss') return `${figures(Math.abs(change), 0, language)} %`;
  const unit = unitOf(vital, units);
  return `${figures(changeIn(unit, change), decimalsOf(unit), language)} ${unitSign(unit)}`;
}
