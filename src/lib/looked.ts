// The record of who looked, one sentence a line: who, at what, when, from where.
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

/** 'Ana looked at your readings'. `isOwn`: whose data it is reads it. */
export function lookedText(entry: AuditEntry, isOwn: boolean): string {
  const name = entry.actorName || (entry.actorRole === 'mirror' ? m['looked.mirror']() : m['looked.hub']());
  const what = (entry.category === null ? undefined : WHAT[entry.category]) ?? m['access.what.other'];
  const words = SENTENCES[entry.action]?.[isOwn ? 'own' : 'other'] ?? m['looked.other'];
  return words({ name, what: what() });
}

/** 'Today at 10:15 am, from outside the home'. */
export function lookedWhen({ at, isRemote }: AuditEntry, nowMs: number, timeZone: string): string {
  const atMs = Date.parse(at);
  const day = dayName(localDateOf(atMs, timeZone), nowMs, timeZone);
  const when = m['looked.when']({ day, time: timeOfDay(atMs, timeZone) });
  return isRemote ? m['looked.outside']({ when }) : when;
}
