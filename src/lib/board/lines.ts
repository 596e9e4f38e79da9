// The board's lines: one a domain, each with the mark of what presses most in it.
import BellRing from '@lucide/svelte/icons/bell-ring';
import Bluetooth from '@lucide/svelte/icons/bluetooth';
import HandHeart from '@lucide/svelte/icons/hand-heart';
import type { Alert } from '#contracts/alerts.ts';
import type { CheckInView } from '#contracts/check-ins.ts';
import type { Reading } from '#contracts/vitals.ts';
import { alertMark, alertTitle } from '#lib/alerts/words.ts';
import { devicesLine } from '#lib/devices.ts';
import { medicationLine } from '#lib/doses/day.ts';
import { age, timeOfDay } from '#lib/format/times.ts';
import type { Home } from '#lib/home.ts';
import { byUrgency, type Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { nothingLine, vitalLine } from '#lib/vitals/lines.ts';
import type { Board } from './load.ts';

type About = Pick<Home, 'resident' | 'settings'> & {
  readonly bluetooth: Home['status']['bluetooth'];
  readonly nowMs: number;
  readonly isConnected: boolean;
};

/** What a Tile takes, of each domain that is shared; what needs a look stands first. */
export function boardLines(board: Board, about: About) {
  const { resident, nowMs, bluetooth } = about;
  const medication = board.days?.[1] && medicationLine(board.days[1], nowMs, '/medication');
  return byUrgency([
    ...(board.alerts === null ? [] : [alertsLine(board.alerts, resident)]),
    ...(board.checkIns === null ? [] : [checkInLine(board.checkIns, resident.timeZone)]),
    ...(medication ? [medication] : []),
    ...(board.latest === null ? [] : [vitalsLine(Object.values(board.latest), about)]),
    ...(board.devices === null
      ? []
      : [
          {
            ...{ href: '/devices', icon: Bluetooth, name: m['devices.card.name'](), isNumber: false },
            ...devicesLine(board.devices, bluetooth, nowMs),
          },
        ]),
  ]);
}

/** 'Last heard of 12 min ago, by a dose'; that nothing was, when nothing was. */
export function lastSeenText({ seen }: Board, { resident, nowMs }: About): string | null {
  if (seen === null) return null;
  const { lastSeen } = seen;
  if (lastSeen === null) return m['board.seen.never']();
  const how = {
    said: m['board.seen.said'],
    'on-behalf': m['board.seen.said'],
    dose: m['board.seen.dose'],
    reading: m['board.seen.reading'],
    touch: m['board.seen.touch'],
  }[lastSeen.how];
  return how({ age: age(Date.parse(lastSeen.at), nowMs, resident.timeZone) });
}

function alertsLine(alerts: readonly Alert[], resident: Home['resident']) {
  const open = alerts.filter(({ resolved }) => resolved === null);
  const [first] = byUrgency(open.map((alert) => ({ alert, mark: alertMark(alert) })));
  const base = { href: '/alerts', icon: BellRing, name: m['alerts.title'](), isNumber: false };
  if (first === undefined)
    return { ...base, value: m['board.noAlerts'](), mark: mark('ok', m['board.allWell']()) };
  const beside = open.length > 1 ? m['board.more']({ count: open.length - 1 }) : '';
  return { ...base, value: alertTitle(first.alert, resident), mark: first.mark, beside };
}

function checkInLine(items: readonly CheckInView[], timeZone: string) {
  const base = { href: '/check-in', icon: HandHeart, name: m['checkIn.title'](), isNumber: false };
  const time = (instant: string) => timeOfDay(Date.parse(instant), timeZone);
  /** The one that was asked last tells; before the first of the day, the first. */
  const told = items.findLast(({ state }) => state !== 'ahead') ?? items[0];
  if (told === undefined)
    return { ...base, value: m['board.notAsked'](), mark: mark('noted', m['board.off']()) };
  const words = { time: time(told.dueAt) };
  switch (told.state) {
    case 'done':
      return {
        ...base,
        value: m['checkIn.line.shown']({ ...words, at: time(told.done?.at ?? told.dueAt) }),
        mark: mark('ok', m['checkIn.mark.done']()),
      };
    case 'missed':
      return {
        ...base,
        value: m['checkIn.line.missed'](words),
        mark: mark('act', m['checkIn.mark.missed']()),
      };
    case 'due':
      return { ...base, value: m['checkIn.line.due'](words), mark: mark('look', m['checkIn.mark.due']()) };
    case 'ahead':
      return {
        ...base,
        value: m['checkIn.line.ahead'](words),
        mark: mark('noted', m['checkIn.mark.ahead']()),
      };
  }
}

/** The reading that is furthest out; of those in range, the newest. */
function vitalsLine(latest: readonly (Reading | null)[], { settings, nowMs, isConnected }: About) {
  const lines = latest
    .flatMap((reading) => reading ?? [])
    .toSorted((a, b) => b.measuredAt.localeCompare(a.measuredAt))
    .map((reading) => vitalLine(reading, { units: settings.units, nowMs, isConnected, place: '/vitals' }));
  return byUrgency(lines)[0] ?? nothingLine('blood-pressure', '/vitals');
}

const mark = (shape: Mark['shape'], word: string): Mark => ({ shape, word });
