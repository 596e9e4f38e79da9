// A day of doses as it stands at this minute: the hub tells when each is due, late and missed, the screen's clock goes on.
import Pill from '@lucide/svelte/icons/pill';
import type { DoseDay, DoseView } from '#contracts/doses.ts';
import { timeOfDay } from '#lib/format/times.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { groupName, statusMark } from './words.ts';

export type DoseGroup = DoseDay['groups'][number];

/** Where a dose stands at `nowMs`; an answer stays what it is. */
export function statusAt(dose: DoseView, nowMs: number): DoseView['status'] {
  if (dose.administration !== null) return dose.status;
  if (nowMs < Date.parse(dose.dueAt)) return 'scheduled';
  if (nowMs < Date.parse(dose.lateAt)) return 'due';
  return nowMs < Date.parse(dose.cutoffAt) ? 'late' : 'missed';
}

/** Due now, or late with time left: somebody should answer. */
export function isWaiting(dose: DoseView, nowMs: number): boolean {
  const status = statusAt(dose, nowMs);
  return status === 'due' || status === 'late';
}

/** May be answered without a further question: from when it is on time, until it is missed. */
export function isOpen(dose: DoseView, nowMs: number): boolean {
  return isWaiting(dose, nowMs) || (dose.administration === null && opensBefore(dose, nowMs));
}

function opensBefore(dose: DoseView, nowMs: number): boolean {
  return Date.parse(dose.opensAt) <= nowMs && nowMs < Date.parse(dose.cutoffAt);
}

/** The first group in which a dose waits; null when none does. */
export function waitingGroup({ groups }: DoseDay, nowMs: number): DoseGroup | null {
  return groups.find(({ doses }) => doses.some((dose) => isWaiting(dose, nowMs))) ?? null;
}

/** What the tile of medication shows: what waits, else what was taken last and what comes next. Null for a day without. */
export function medicationLine(day: DoseDay, nowMs: number, href: string) {
  if (day.groups.length === 0 && day.asNeeded.length === 0) return null;
  const { timeZone } = day;
  const time = (instant: string) => timeOfDay(Date.parse(instant), timeZone);
  const waiting = waitingGroup(day, nowMs);
  const next = day.groups.find(({ doses }) => doses.some((dose) => statusAt(dose, nowMs) === 'scheduled'));
  const base = { href, icon: Pill, name: m['doses.tile.name'](), isNumber: false };
  const beside = next === undefined ? '' : m['doses.tile.next']({ time: time(next.dueAt) });
  if (waiting !== null) {
    const open = waiting.doses.filter((dose) => isWaiting(dose, nowMs));
    const isLate = open.some((dose) => statusAt(dose, nowMs) === 'late');
    const value = m['doses.tile.waiting']({ name: groupName(waiting.partOfDay), count: open.length });
    return { ...base, value, mark: statusMark(isLate ? 'late' : 'due'), beside };
  }
  const answers = day.groups.flatMap(({ doses }) => doses.flatMap((dose) => dose.administration ?? []));
  const last = answers
    .filter(({ outcome }) => outcome === 'taken')
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  const missed = day.groups
    .flatMap(({ doses }) => doses)
    .filter((dose) => statusAt(dose, nowMs) === 'missed').length;
  const mark: Mark =
    missed > 0
      ? { shape: 'look', word: m['doses.tile.missed']({ count: missed }) }
      : {
          shape: last === undefined ? 'none' : 'ok',
          word: last === undefined ? m['doses.tile.nothingNow']() : m['doses.status.taken'](),
        };
  const value =
    last === undefined
      ? next === undefined
        ? m['doses.tile.asNeeded']()
        : m['doses.tile.notYet']({ time: time(next.dueAt) })
      : m['doses.tile.taken']({ time: time(last.at) });
  return { ...base, value, mark, beside: last === undefined ? '' : beside };
}
