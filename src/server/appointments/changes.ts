/** What a change of an appointment does to its rows: of one time, of this and all that follow, or of all. */
import type { NewAppointment } from '#contracts/appointments.ts';
import type { Scope } from '#domain/appointments/repetition.ts';
import {
  dateOfKey,
  daysBetween,
  firstFrom,
  keyOf,
  laterDate,
  lastEnd,
  occurrenceAt,
  repetitionOf,
  rruleOf,
  timesBefore,
  type Occurrence,
  type Plan,
} from '#domain/appointments/rule.ts';
import type { Clock } from '../clock.ts';
import type { Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import {
  findRow,
  insertRow,
  planOf,
  removeRow,
  unlikeRows,
  updateRow,
  type Found,
  type Stored,
} from './rows.ts';

/** `by`: who changes it; who wrote it down stays. */
type Change = { readonly entry: NewAppointment; readonly scope: Scope; readonly by: string };

export function createChanges(clock: Clock) {
  const update = (tx: Writing, row: Stored): Stored => updateRow(tx, row, clock.now());

  /** The row that holds one time of it, made where it was like all others until now. */
  const single = (tx: Writing, { stored, occurrence }: Found): Stored => {
    if (stored.rrule === null) return stored;
    const { key, date, startsAt, endsAt } = occurrence;
    return insertRow(tx, {
      ...{ ...stored, id: newId(clock.now()), seriesId: stored.id, occurrence: key, localDate: date },
      ...{ rrule: null, seriesRrule: stored.rrule, seriesTime: stored.localTime, endsBefore: null },
      ...{ endedBefore: null, startsAt, lastEndsAt: endsAt, changedAt: clock.now(), revision: 0 },
    });
  };

  const ofOne = (tx: Writing, found: Found, entry: NewAppointment): Stored => {
    const row = single(tx, found);
    const repeats = row.seriesId === null ? entry.repeats : null;
    const next = update(tx, withEntry(row, { ...entry, repeats }));
    if (next.rrule === null || next.status === 'scheduled') return next;
    // It comes again from now on: what became of it is true of the first time alone.
    update(tx, single(tx, firstOf(next)));
    return update(tx, { ...next, status: 'scheduled', statusNote: null });
  };

  const ofAll = (tx: Writing, { stored, occurrence }: Found, entry: NewAppointment): Stored => {
    const days = daysBetween(occurrence.date, entry.date);
    const rule = withEntry(stored, entry);
    const moved = { ...rule, localDate: laterDate(stored.localDate, days) };
    // One that comes no more is the one that was changed.
    const first = rule.rrule === null ? null : firstFrom(planOf(moved), moved.localDate);
    const endsBefore = first && stored.endsBefore && movedKey(stored.endsBefore, days, entry.time);
    const next = update(
      tx,
      derived({ ...rule, localDate: first === null ? rule.localDate : first.date, endsBefore }),
    );
    handOver(tx, { from: stored.id, since: '', to: next, days });
    return next;
  };

  const ofFollowing = (tx: Writing, found: Found, { entry, by }: Change): Stored => {
    const { stored, occurrence } = found;
    const before = timesBefore(planOf(stored), occurrence.key);
    if (before === 0) return ofAll(tx, found, entry);
    const days = daysBetween(occurrence.date, entry.date);
    const { endsBefore } = stored;
    update(tx, derived({ ...stored, endsBefore: occurrence.key, endedBefore: endsBefore }));
    const rest = withEntry(stored, { ...entry, repeats: restOf(entry, stored, before) });
    const next = insertRow(tx, {
      ...derived({ ...rest, endsBefore: endsBefore && movedKey(endsBefore, days, entry.time) }),
      ...{ id: newId(clock.now()), endedBefore: null, recordedBy: by, changedAt: clock.now(), revision: 0 },
    });
    handOver(tx, { from: stored.id, since: occurrence.key, to: next, days });
    return next;
  };

  return {
    ...{ single, update },

    change: (tx: Writing, found: Found, { entry, scope, by }: Change): Stored => {
      const series = found.stored.seriesId === null ? found.stored : findRow(tx, found.stored.seriesId);
      if (scope === 'this' || series === undefined || series.rrule === null) return ofOne(tx, found, entry);
      const whole = { stored: series, occurrence: placeIn(series, found) };
      // The one that was touched is as it is written now, like the others.
      if (found.stored.seriesId !== null && found.stored.status === 'scheduled')
        removeRow(tx, found.stored.id);
      return scope === 'all' ? ofAll(tx, whole, entry) : ofFollowing(tx, whole, { entry, scope, by });
    },
  };
}

/**
 * The single times of one series, given to another that took its place `days` later. What the other has no time for stands
 * by itself from then on, so that nothing that was done is lost.
 */
function handOver(
  tx: Writing,
  { from, since, to, days }: { from: string; since: string; to: Stored; days: number },
): void {
  for (const { id, occurrence } of unlikeRows(tx, from)) {
    if (occurrence === null || occurrence < since) continue;
    const key = movedKey(occurrence, days, to.localTime);
    const belongs = to.rrule !== null && occurrenceAt(planOf(to), key) !== null;
    tx.run('UPDATE appointments SET series_id = :seriesId, occurrence = :key WHERE id = :id', {
      id: idBytes(id),
      ...(belongs ? { seriesId: idBytes(to.id), key } : { seriesId: null, key: null }),
    });
  }
}

/** What of a number of times is left for those that follow; a rule that is another says it anew. */
function restOf({ repeats }: NewAppointment, stored: Stored, before: number): NewAppointment['repeats'] {
  if (repeats === null || repeats.times === null) return repeats;
  const isSame = JSON.stringify(repeats) === JSON.stringify(repetitionOf(planOf(stored)));
  return isSame ? { ...repeats, times: repeats.times - before } : repeats;
}

/** What an entry makes of a row; its rule begins on its first day. */
export function withEntry(row: Stored, { repeats, date, time, ...entry }: NewAppointment): Stored {
  const plan: Plan = { ...planOf(row), date, time, minutes: entry.minutes, rrule: null };
  const rrule = repeats === null ? null : rruleOf(plan, repeats);
  return derived({ ...row, ...entry, localDate: date, localTime: time, rrule });
}

/** With when it is, for the queries. */
export function derived(row: Stored): Stored {
  return { ...row, startsAt: firstOf(row).occurrence.startsAt, lastEndsAt: lastEnd(planOf(row)) };
}

/** The first time of a row. */
export function firstOf(stored: Stored): Found {
  const occurrence = firstFrom({ ...planOf(stored), endsBefore: null }, stored.localDate);
  if (occurrence === null) throw new Error('A rule without any time.');
  return { stored, occurrence };
}

/**
 * What is meant by an entry that was begun from one time of a series and is for more of them: a day or an hour that only
 * this one was moved to is not to move the others.
 */
export function meantFor(series: Stored, found: Found, entry: NewAppointment): NewAppointment {
  const { stored } = found;
  if (stored.seriesId === null) return entry;
  return {
    ...entry,
    date: entry.date === stored.localDate ? placeIn(series, found).date : entry.date,
    time: entry.time === stored.localTime ? series.localTime : entry.time,
    minutes: entry.minutes === stored.minutes ? series.minutes : entry.minutes,
  };
}

/** Where a time lies among its series, though it was moved. */
function placeIn(series: Stored, { stored, occurrence }: Found): Occurrence {
  const key = stored.occurrence ?? occurrence.key;
  return (
    occurrenceAt({ ...planOf(series), endsBefore: null }, key) ?? { ...occurrence, key, date: dateOfKey(key) }
  );
}

const movedKey = (key: string, days: number, time: string | null): string =>
  keyOf(laterDate(dateOfKey(key), days), time);
