/**
 * SQL of appointments. A row is one appointment, all times of one that comes again, or one time of those that is unlike the
 * others: moved, done, cancelled, or removed (then nothing comes in its place). A write tells the screens.
 */
import type { Appointment, NewAppointment } from '#contracts/appointments.ts';
import type { AppointmentState, Scope } from '#domain/appointments/repetition.ts';
import { keyOf, occurrenceAt, reminderSteps, repetitionOf } from '#domain/appointments/rule.ts';
import { localDateAt } from '#domain/calendar.ts';
import { createChanges, derived, firstOf, meantFor, withEntry } from './appointments/changes.ts';
import { createCalendarFeeds } from './appointments/feeds.ts';
import {
  findRow,
  insertRow,
  planOf,
  rowsBetween,
  timesOf,
  unlikeRows,
  type Found,
  type Stored,
} from './appointments/rows.ts';
import type { Clock } from './clock.ts';
import type { Database, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { newId } from './ids.ts';

type Resident = { readonly id: string; readonly timeZone: string };

export type AppointmentsStore = ReturnType<typeof createAppointmentsStore>;

export function createAppointmentsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const { single, update, ...changes } = createChanges(clock);
  const announce = (tx: Writing, { residentId, seriesId, id }: Stored): void =>
    appendEvent(tx, { type: 'appointment.changed', residentId, data: { id: seriesId ?? id } });

  const read = (residentId: string, from: number, to: number): Found[] =>
    rowsBetween(database, residentId, from, to)
      .flatMap((stored) => timesOf(database, stored, from, to))
      .sort((a, b) => a.occurrence.startsAt - b.occurrence.startsAt || (a.stored.id < b.stored.id ? -1 : 1));

  /** One, or one time of one; also one that was removed. */
  const find = (residentId: string, appointmentId: string): Found | undefined => {
    const [id = '', key] = appointmentId.split('_');
    const stored = findRow(database, id);
    if (stored?.residentId !== residentId || stored.seriesId !== null) return undefined;
    if (key === undefined) return stored.rrule === null ? firstOf(stored) : undefined;
    const unlike = unlikeRows(database, id).find(({ occurrence }) => occurrence === key);
    if (unlike !== undefined) return firstOf(unlike);
    const occurrence = stored.rrule && occurrenceAt({ ...planOf(stored), endsBefore: null }, key);
    return occurrence ? { stored, occurrence } : undefined;
  };

  return {
    ...{ read, find, feeds: createCalendarFeeds(database, clock, appendEvent) },

    /** All that lies in [from, to), ms UTC, in its order. */
    list: (resident: Resident, from: number, to: number): Appointment[] =>
      read(resident.id, from, to).map((found) => toAppointment(found, resident)),

    tell: (resident: Resident, found: Found): Appointment => toAppointment(found, resident),

    add(resident: Resident, entry: NewAppointment, actorId: string): Promise<Appointment> {
      const row = withEntry(
        { ...blank(resident, entry), id: newId(clock.now()), recordedBy: actorId },
        entry,
      );
      return database.write((tx) => {
        announce(tx, insertRow(tx, { ...row, changedAt: clock.now() }));
        return toAppointment(firstOf(row), resident);
      });
    },

    /** What an entry means that was begun from one time and is for `scope`. */
    meant(found: Found, scope: Scope, entry: NewAppointment): NewAppointment {
      const series = found.stored.seriesId === null ? undefined : findRow(database, found.stored.seriesId);
      return scope === 'this' || series === undefined ? entry : meantFor(series, found, entry);
    },

    /** Writes it anew. */
    change(
      resident: Resident,
      found: Found,
      entry: NewAppointment,
      { scope, by }: { scope: Scope; by: string },
    ): Promise<Appointment> {
      return database.write((tx) => {
        const row = changes.change(tx, found, { entry, scope, by });
        announce(tx, row);
        const occurrence = row.rrule && occurrenceAt(planOf(row), keyOf(entry.date, entry.time));
        return toAppointment(occurrence ? { stored: row, occurrence } : firstOf(row), resident);
      });
    },

    /** Takes it away, or puts it back. */
    setRemoved(found: Found, scope: Scope, isRemoved: boolean): Promise<void> {
      return database.write((tx) => {
        const removedAt = isRemoved ? clock.now() : null;
        const series = found.stored.seriesId === null ? found.stored : findRow(tx, found.stored.seriesId);
        if (series === undefined) throw new Error('A time of an appointment that is not there.');
        if (series.rrule === null || scope === 'all') announce(tx, update(tx, { ...series, removedAt }));
        else if (scope === 'this') announce(tx, update(tx, { ...single(tx, found), removedAt }));
        else {
          const key = found.stored.occurrence ?? found.occurrence.key;
          const cut = isRemoved
            ? { endsBefore: key, endedBefore: series.endsBefore }
            : { endsBefore: series.endedBefore, endedBefore: null };
          announce(tx, update(tx, derived({ ...series, ...cut })));
        }
      });
    },

    /** Done, called off, or ahead again. */
    setStatus(
      resident: Resident,
      found: Found,
      status: AppointmentState,
      note: string | null,
    ): Promise<Appointment> {
      return database.write((tx) => {
        const row = update(tx, { ...single(tx, found), status, statusNote: note });
        announce(tx, row);
        return toAppointment(firstOf(row), resident);
      });
    },

    /** What the resident is to be reminded of: each time that lies ahead in [from, to), with its steps in order of time. */
    reminded: (residentId: string, from: number, to: number): Reminded[] =>
      read(residentId, from, to).flatMap((found) => {
        const { stored, occurrence } = found;
        const [first, ...later] = reminderSteps(planOf(stored), occurrence, stored.reminders);
        if (stored.status !== 'scheduled' || first === undefined) return [];
        const { startsAt } = occurrence;
        // Moved, it is reminded of anew.
        const id = `${appointmentIdOf(found)}@${String(startsAt)}`;
        return [{ id, residentId, startsAt, writtenAt: stored.changedAt, steps: [first, ...later] }];
      }),

    /** The appointment of such an id, while it stands so. */
    findReminded(resident: Resident, id: string): Appointment | undefined {
      const [appointmentId = '', startsAt] = id.split('@');
      const found = find(resident.id, appointmentId);
      const appointment = found && toAppointment(found, resident);
      if (appointment?.isRemoved !== false || appointment.status !== 'scheduled') return undefined;
      return found?.occurrence.startsAt === Number(startsAt) ? appointment : undefined;
    },

    /** For the calendar feed: what is not over since `since`, each with the times that are unlike its others. */
    forFeed: (residentId: string, since: number): { stored: Stored; unlike: Stored[] }[] =>
      rowsBetween(database, residentId, since, Number.MAX_SAFE_INTEGER)
        .filter(({ seriesId }) => seriesId === null)
        .map((stored) => ({ stored, unlike: unlikeRows(database, stored.id) })),
  };
}

/** One time of an appointment that somebody is to be reminded of; ms UTC. */
type Reminded = {
  readonly id: string;
  readonly residentId: string;
  readonly startsAt: number;
  readonly writtenAt: number;
  readonly steps: readonly [Step, ...Step[]];
};
type Step = ReturnType<typeof reminderSteps>[number];

/** A row before anything is written into it. */
function blank({ id, timeZone }: Resident, { date, time, minutes }: NewAppointment): Stored {
  return {
    ...{ id: '', residentId: id, seriesId: null, occurrence: null, title: '', kind: 'other' },
    ...{ providerName: null, providerPhone: null, location: null, bring: null, note: null },
    ...{ localDate: date, localTime: time, timeZone, minutes, rrule: null, endsBefore: null },
    ...{
      endedBefore: null,
      startsAt: 0,
      lastEndsAt: 0,
      reminders: [],
      status: 'scheduled',
      statusNote: null,
    },
    ...{
      recordedBy: '',
      changedAt: 0,
      revision: 0,
      removedAt: null,
      seriesRrule: null,
      seriesTime: null,
      isGone: false,
    },
  };
}

function appointmentIdOf({ stored, occurrence }: Found): string {
  const key = stored.occurrence ?? (stored.rrule === null ? null : occurrence.key);
  const series = stored.seriesId ?? stored.id;
  return key === null ? series : `${series}_${key}`;
}

/** As it is told. */
function toAppointment({ stored, occurrence }: Found, { timeZone }: Resident): Appointment {
  const { seriesId, localTime: time, rrule } = stored;
  const { date, startsAt, endsAt, key } = occurrence;
  return {
    ...{ id: appointmentIdOf({ stored, occurrence }), seriesId: seriesId ?? stored.id },
    residentId: stored.residentId,
    ...{ title: stored.title, kind: stored.kind, date, time, minutes: stored.minutes },
    ...{ providerName: stored.providerName, providerPhone: stored.providerPhone, location: stored.location },
    ...{ bring: stored.bring, note: stored.note, timeZone: stored.timeZone },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    // A whole day is that day wherever one looks at it.
    localDate: time === null ? date : localDateAt(startsAt, timeZone),
    repeats: repetitionOf(
      seriesId === null
        ? { rrule, time, timeZone: stored.timeZone }
        : { rrule: stored.seriesRrule, time: stored.seriesTime, timeZone: stored.timeZone },
    ) as Appointment['repeats'],
    reminders: [...stored.reminders],
    ...{ status: stored.status, statusNote: stored.statusNote, recordedBy: stored.recordedBy },
    isRemoved: stored.isGone || (rrule !== null && stored.endsBefore !== null && key >= stored.endsBefore),
  };
}
