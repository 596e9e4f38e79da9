// The words and marks of Bluetooth and its devices, and how live device news is laid over a page's list.
import type { SessionProblem } from '#contracts/ble-scanner.ts';
import type { Device } from '#contracts/devices.ts';
import type { WorkerStatus } from '#contracts/status.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

/** A device that advertised this recently is near the hub. */
const NEARBY_MS = 10 * 60 * 1000;
/** Rules of thumb for a radio in a home: across the room, through a wall. */
const STRONG_DBM = -65;
const FAIR_DBM = -80;

const KINDS: Record<Device['kind'], () => string> = {
  'blood-pressure-cuff': m['devices.kind.cuff'],
};

const PHASES: Record<Device['phase'], () => string> = {
  idle: m['devices.phase.idle'],
  queued: m['devices.phase.queued'],
  connecting: m['devices.phase.connecting'],
  discovering: m['devices.phase.preparing'],
  securing: m['devices.phase.preparing'],
  'setting-clock': m['devices.phase.preparing'],
  subscribing: m['devices.phase.preparing'],
  collecting: m['devices.phase.collecting'],
  closing: m['devices.phase.closing'],
  cooldown: m['devices.phase.idle'],
};

const PROBLEMS: Record<SessionProblem, () => string> = {
  'connect-timed-out': m['devices.problem.connect'],
  'disconnected-early': m['devices.problem.disconnected'],
  'discovery-timed-out': m['devices.problem.discovery'],
  'service-missing': m['devices.problem.service'],
  'pairing-refused': m['devices.problem.pairing'],
  'pairing-timed-out': m['devices.problem.pairing'],
  'subscribe-failed': m['devices.problem.subscribe'],
  'measurement-failed': m['devices.problem.measurement'],
  'not-stored': m['devices.problem.notStored'],
  'adapter-lost': m['devices.problem.adapter'],
};

export function phaseWords(device: Device): string {
  return PHASES[device.phase]();
}

/** Why the last session failed, or null when it did not. A reason this build does not know still gets words. */
export function problemWords(device: Device): string | null {
  if (device.lastProblem === null) return null;
  const known: Record<string, (() => string) | undefined> = PROBLEMS;
  return (known[device.lastProblem] ?? m['devices.problem.other'])();
}

export function signalWords({ lastRssiDbm }: Device): string {
  if (lastRssiDbm === null) return m['devices.signal.unknown']();
  if (lastRssiDbm >= STRONG_DBM) return m['devices.signal.strong']();
  return lastRssiDbm >= FAIR_DBM ? m['devices.signal.fair']() : m['devices.signal.weak']();
}

/** The name it advertises, or what it is. */
export function deviceName(device: Device): string {
  return device.name ?? KINDS[device.kind]();
}

/** A cuff that could be added: seen a moment ago, not yet in use, and with an address that stays. */
export function isNewCuff(device: Device, nowMs: number): boolean {
  const isNear = nowMs - Date.parse(device.lastSeenAt) < NEARBY_MS;
  return device.kind === 'blood-pressure-cuff' && !device.isTrusted && device.canBeTrusted && isNear;
}

/** What has to be said of Bluetooth as a whole sentence; null while it works or starts. */
export function bluetoothTrouble({ state }: WorkerStatus): string | null {
  if (state === 'absent') return m['bluetooth.absent']();
  if (state === 'off') return m['bluetooth.off']();
  return state === 'down' ? m['bluetooth.down']() : null;
}

/** The devices' line on the phone's first page. */
export function devicesLine(
  devices: readonly Device[],
  { state }: WorkerStatus,
  nowMs: number,
): { value: string; mark: Mark } {
  const line = (value: string, shape: Mark['shape'], word: string) => ({ value, mark: { shape, word } });
  const silent = m['bluetooth.short.word']();
  if (state === 'absent') return line(m['bluetooth.short.absent'](), 'none', silent);
  if (state === 'off') return line(m['bluetooth.short.off'](), 'none', silent);
  if (state === 'down') return line(m['bluetooth.short.down'](), 'none', silent);

  const trusted = devices.filter((device) => device.isTrusted);
  if (devices.some((device) => isNewCuff(device, nowMs))) {
    return line(m['devices.card.newCuff'](), 'look', m['devices.card.newCuffWord']());
  }
  if (trusted.some((device) => device.lastProblem !== null)) {
    return line(m['devices.card.trouble'](), 'look', m['devices.card.troubleWord']());
  }
  if (trusted.length === 0) return line(m['devices.card.none'](), 'none', m['devices.card.noneWord']());
  if (state === 'starting') return line(m['bluetooth.short.starting'](), 'none', m['mark.noNews']());
  return line(m['devices.card.ready']({ count: trusted.length }), 'ok', m['devices.card.readyWord']());
}

/** The page's devices with what was heard since; a device heard of for the first time comes last. */
export function withNews(listed: readonly Device[], heard: readonly Device[]): Device[] {
  const byId = new Map(listed.map((device) => [device.id, device]));
  for (const device of heard) byId.set(device.id, device);
  return [...byId.values()];
}
