// The record of who looked, one sentence a look: who, at what, when, from where.
import type { AuditEntry } from '#contracts/audit.ts';
import { dayName } from '#lib/format/dates.ts';
import { localDateOf } from '#lib/format/intl.ts';
import { timeOfDay } from '#lib/format/times.ts';
import { m } from '#lib/paraglide/messages.js';

const WHAT: Readonly<Partial<Record<NonNullable<AuditEntry['category']>, () => string>>> = {
  vitals: m['access.what.vitals'],
  medication: m['access.what.medication'],
  nutrition: m['access.what.nutrition'],
  activity: m['access.what.activity'],
  appointments: m['access.what.appointments'],
  environment: m['access.what.environment'],
  alerts: m['access.what.alerts'],
  calls: m['access.what.calls'],
  contacts: m['access.what.contacts'],
  profile: m['access.what.profile'],
  sharing: m['access.what.sharing'],
};

type Words = (inputs: { name: string; what: string }) => string;

const SENTENCES: Readonly<Partial<Record<AuditEntry['action'], { own: Words; other: Words }>>> = {
  read: { own: m['looked.yours.read'], other: m['looked.read'] },
  exported: { own: m['looked.yours.exported'], other: m['looked.exported'] },
  deleted: { own: m['looked.yours.deleted'], other: m['looked.deleted'] },
  'sharing-changed': { own: m['looked.shared'], other: m['looked.shared'] },
};

/** Looks of one person so close together are told as one: whoever opens a page sees several things at once. */
const ONE_LOOK_MS = 5 * 60_000;

/** Entries that are told in one sentence; the first of them is the newest. */
type Look = readonly [AuditEntry, ...AuditEntry[]];

/** Puts a page of the record, newest first, into looks. */
export function looksOf(entries: readonly AuditEntry[]): Look[] {
  const looks: [AuditEntry, ...AuditEntry[]][] = [];
  for (const entry of entries) {
    const look = looks.at(-1);
    if (look && isSameLook(look[0], entry)) look.push(entry);
    else looks.push([entry]);
  }
  return looks;
}

const isSameLook = (newest: AuditEntry, entry: AuditEntry) =>
  newest.action === 'read' &&
  entry.action === 'read' &&
  newest.actorId === entry.actorId &&
  newest.isRemote === entry.isRemote &&
  Date.parse(newest.at) - Date.parse(entry.at) < ONE_LOOK_MS;

/** 'Ana looked at your readings, pills', in the order of the looks. `isOwn`: whose data it is reads it. */
export function lookedText(look: Look, isOwn: boolean): string {
  const [{ action, actorName, actorRole }] = look;
  const name = actorName || (actorRole === 'mirror' ? m['looked.mirror']() : m['looked.hub']());
  const what = [...new Set(look.map(({ category }) => whatOf(category)))].toReversed().join(', ');
  const words = SENTENCES[action]?.[isOwn ? 'own' : 'other'] ?? m['looked.other'];
  return words({ name, what });
}

const whatOf = (category: AuditEntry['category']): string =>
  ((category === null ? undefined : WHAT[category]) ?? m['access.what.other'])();

/** 'Today at 10:15 am, from outside the home'. */
export function lookedWhen([{ at, isRemote }]: Look, nowMs: number, timeZone: string): string {
  const atMs = Date.parse(at);
  const day = dayName(localDateOf(atMs, timeZone), nowMs, timeZone);
  const when = m['looked.when']({ day, time: timeOfDay(atMs, timeZone) });
  return isRemote ? m['looked.outside']({ when }) : when;
}
