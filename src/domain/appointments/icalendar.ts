/**
 * Appointments as RFC 5545 text, for a calendar program. Written by hand: ical-generator 11.1 leaves the Z off DTSTAMP and
 * the VALUE=DATE off a RECURRENCE-ID (decision 0020). A parser of another house reads it back in the tests.
 */
import { nextZoneChangeAfter, wallTimeAt, zoneOffsetMsAt } from '../calendar.ts';
import { keyOf, lastStart, laterDate, type Plan } from './rule.ts';
import { DAY_MINUTES, type AppointmentState } from './repetition.ts';

/** One appointment; `unlike` are single times that have something of their own, by their RECURRENCE-ID. */
export type CalendarEntry = {
  readonly uid: string;
  readonly revision: number;
  readonly changedAt: number;
  readonly plan: Plan;
  readonly title: string;
  readonly location: string | null;
  readonly description: string | null;
  readonly status: AppointmentState;
  readonly unlike: readonly (Omit<CalendarEntry, 'uid' | 'unlike'> & {
    readonly key: string;
    readonly isRemoved: boolean;
  })[];
};

/** RFC 5545 §3.1: octets of a line, without its end. */
const MOST_OCTETS = 75;
/** How far ahead a zone's changes of the clocks are told; the feed is fetched anew long before. */
const ZONE_YEARS = 10;
const YEAR_MS = 365.25 * 86_400_000;

/** The whole calendar, as of `now`, ms UTC. */
export function calendarText(name: string, entries: readonly CalendarEntry[], now: number): string {
  const all = entries.filter(({ plan }) => lastStart(plan) !== null);
  const plans = all.flatMap((entry) => [entry.plan, ...entry.unlike.map(({ plan }) => plan)]);
  const zones = new Set(plans.filter(({ time }) => time !== null).map(({ timeZone }) => timeZone));
  const starts = plans.map((plan) => lastStart({ ...plan, rrule: null }) ?? now);
  const earliest = Math.min(now, ...starts);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Betti//Appointments//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    // Read anew every hour: RFC 7986 and what programs knew before it.
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...[...zones].flatMap((zone) => zoneLines(zone, earliest, now + ZONE_YEARS * YEAR_MS)),
    ...all.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('');
}

function entryLines({ uid, unlike, ...entry }: CalendarEntry): string[] {
  const { plan } = entry;
  const removed = unlike.filter(({ isRemoved }) => isRemoved);
  const excluded = removed.map(({ key }) => at('EXDATE', key, plan));
  const rule = plan.rrule === null ? [] : [`RRULE:${ruleWithEnd(plan)}`];
  return [
    ...eventLines(uid, entry, [...rule, ...excluded]),
    ...unlike
      .filter(({ isRemoved, key }) => !isRemoved && (plan.endsBefore === null || key < plan.endsBefore))
      .flatMap(({ key, ...each }) => eventLines(uid, each, [at('RECURRENCE-ID', key, plan)])),
  ];
}

function eventLines(
  uid: string,
  entry: Omit<CalendarEntry, 'uid' | 'unlike'>,
  more: readonly string[],
): string[] {
  const { plan, revision, changedAt, title, location, description, status } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(changedAt)}`,
    `SEQUENCE:${String(revision)}`,
    at('DTSTART', keyOf(plan.date, plan.time), plan),
    plan.time === null
      ? `DTEND;VALUE=DATE:${keyOf(laterDate(plan.date, plan.minutes / DAY_MINUTES), null)}`
      : `DURATION:PT${String(plan.minutes)}M`,
    ...more,
    `SUMMARY:${escaped(title)}`,
    ...(location === null ? [] : [`LOCATION:${escaped(location)}`]),
    ...(description === null ? [] : [`DESCRIPTION:${escaped(description)}`]),
    `STATUS:${status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** A rule that was cut off ends on the last day that is left. */
function ruleWithEnd(plan: Plan): string {
  const rrule = plan.rrule ?? '';
  const last = plan.endsBefore === null ? null : lastStart(plan);
  if (last === null) return rrule;
  const parts = rrule.split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part));
  const until = plan.time === null ? dateAt(last, plan.timeZone) : utc(last);
  return [...parts, `UNTIL=${until}`].join(';');
}

/** A property that holds a time of the appointment. */
const at = (name: string, key: string, { time, timeZone }: Plan): string =>
  time === null ? `${name};VALUE=DATE:${key}` : `${name};TZID=${timeZone}:${key}00`;

/** VTIMEZONE: each change of the clocks by itself, from a year before the first appointment on. */
function zoneLines(timeZone: string, from: number, to: number): string[] {
  const changes = [from - YEAR_MS];
  for (
    let next = nextZoneChangeAfter(from - YEAR_MS, timeZone);
    next !== null && next < to;
    next = nextZoneChangeAfter(next, timeZone)
  )
    changes.push(next);
  const least = Math.min(...changes.map((change) => zoneOffsetMsAt(change, timeZone)));
  return [
    ...['BEGIN:VTIMEZONE', `TZID:${timeZone}`],
    ...changes.flatMap((change) => {
      const [before, after] = [zoneOffsetMsAt(change - 1, timeZone), zoneOffsetMsAt(change, timeZone)];
      const kind = after > least ? 'DAYLIGHT' : 'STANDARD';
      // RFC 5545 §3.6.5: its start is told in the time that was before.
      const start = new Date(change + before).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
      return [
        ...[
          `BEGIN:${kind}`,
          `DTSTART:${start}`,
          `TZOFFSETFROM:${offset(before)}`,
          `TZOFFSETTO:${offset(after)}`,
        ],
        `END:${kind}`,
      ];
    }),
    'END:VTIMEZONE',
  ];
}

function offset(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const dateAt = (ms: number, timeZone: string): string =>
  keyOf(wallTimeAt(ms, timeZone).toPlainDate().toString(), null);

/** RFC 5545 §3.3.11. A lone carriage return would end the line. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    // eslint-disable-next-line no-control-regex -- What no line may hold.
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** A line and its end; a longer one goes on in the next behind a blank. No character is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [text, octets] = ['', 0];
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > MOST_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += sign;
    octets += size;
  }
  return `${text}\r\n`;
}
