// What became another since yesterday morning, in sentences: alerts, doses that were not taken, readings beside the ones
// before them, and what somebody changed about a medicine.
import type { DoseDay } from '#contracts/doses.ts';
import type { Reading } from '#contracts/vitals.ts';
import { localDateAt } from '#domain/calendar.ts';
import { alertTitle } from '#lib/alerts/words.ts';
import { statusAt } from '#lib/doses/day.ts';
import { dateAndTime } from '#lib/format/dates.ts';
import type { Home } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import { KINDS } from '#lib/vitals/kinds.ts';
import { valueText, type Units } from '#lib/vitals/values.ts';
import type { Board } from './load.ts';

/** `at` is when it happened: the newest stands first. */
export type Change = { readonly at: string; readonly text: string; readonly href: string };

export function changesOf(
  board: Board,
  { resident, settings }: Pick<Home, 'resident' | 'settings'>,
  nowMs: number,
): Change[] {
  const { timeZone } = resident;
  const isNew = (instant: string) => localDateAt(Date.parse(instant), timeZone) >= board.yesterday;
  const alerts = (board.alerts ?? [])
    .filter(({ raisedAt }) => isNew(raisedAt))
    .map((alert) => ({
      ...{ at: alert.raisedAt, href: '/alerts' },
      text: `${alertTitle(alert, resident)}, ${dateAndTime(Date.parse(alert.raisedAt), timeZone)}`,
    }));
  return [
    ...alerts,
    ...(board.days ?? []).flatMap((day) => [...dosesNotTaken(day, nowMs), ...medicationChanges(day, isNew)]),
    ...newReadings(board.readings, isNew, settings.units),
  ]
    .filter(({ text }, index, all) => all.findIndex((one) => one.text === text) === index)
    .sort((a, b) => b.at.localeCompare(a.at));
}

function dosesNotTaken({ groups, medications, timeZone }: DoseDay, nowMs: number): Change[] {
  return groups
    .flatMap(({ doses }) => doses)
    .flatMap((dose) => {
      const status = statusAt(dose, nowMs);
      const medication = medications.find(({ id }) => id === dose.medicationId)?.name ?? '';
      const words = { medication, when: dateAndTime(Date.parse(dose.dueAt), timeZone) };
      const to = { at: dose.dueAt, href: '/medication' };
      if (status === 'missed') return [{ ...to, text: m['board.change.missed'](words) }];
      return status === 'skipped' ? [{ ...to, text: m['board.change.skipped'](words) }] : [];
    });
}

function medicationChanges(
  { medications, timeZone }: DoseDay,
  isNew: (instant: string) => boolean,
): Change[] {
  return medications
    .filter(({ schedule }) => isNew(schedule.validFromAt))
    .map(({ id, name, schedule: { validFromAt } }) => ({
      ...{ at: validFromAt, href: `/medication/${id}` },
      text: m['board.change.schedule']({
        medication: name,
        when: dateAndTime(Date.parse(validFromAt), timeZone),
      }),
    }));
}

/** The newest of each kind, when it is new, and what it was before yesterday. */
function newReadings(
  readings: readonly Reading[],
  isNew: (instant: string) => boolean,
  units: Units,
): Change[] {
  const good = readings.filter(({ status }) => status !== 'entered-in-error');
  return [...new Set(good.map(({ kind }) => kind))].flatMap((kind) => {
    const ofKind = good.filter((reading) => reading.kind === kind);
    const newest = ofKind[0];
    if (newest === undefined || !isNew(newest.measuredAt)) return [];
    const before = ofKind.find(({ measuredAt }) => !isNew(measuredAt));
    const words = { vital: KINDS[kind].name(), value: valueText(newest, units) };
    const text =
      before === undefined
        ? m['board.change.reading'](words)
        : m['board.change.readingBefore']({ ...words, before: valueText(before, units) });
    return [{ at: newest.measuredAt, href: `/vitals/${kind}`, text }];
  });
}
