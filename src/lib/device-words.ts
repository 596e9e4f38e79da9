// What is said of one Bluetooth device: its name, how well it is heard, what it is doing, why it failed.
import type { SessionProblem } from '#contracts/ble-scanner.ts';
import type { Device } from '#contracts/devices.ts';
import { m } from '#lib/paraglide/messages.js';

/** Rules of thumb for a radio in a home: across the room, through a wall. */
const STRONG_DBM = -65;
const FAIR_DBM = -80;

const KINDS: Record<Device['kind'], () => string> = {
  'blood-pressure-cuff': m['devices.kind.cuff'],
  thermometer: m['devices.kind.thermometer'],
  'pulse-oximeter': m['devices.kind.oximeter'],
  'weight-scale': m['devices.kind.scale'],
  'glucose-meter': m['devices.kind.glucoseMeter'],
  'glucose-sensor': m['devices.kind.glucoseSensor'],
  'heart-rate-strap': m['devices.kind.strap'],
  'activity-band': m['devices.kind.band'],
  'room-sensor': m['devices.kind.room'],
  'broadcast-sensor': m['devices.kind.broadcast'],
};

const TAKEN: Record<Device['kind'], () => string> = {
  'blood-pressure-cuff': m['devices.supported.takes.cuff'],
  thermometer: m['devices.supported.takes.thermometer'],
  'pulse-oximeter': m['devices.supported.takes.oximeter'],
  'weight-scale': m['devices.supported.takes.scale'],
  'glucose-meter': m['devices.supported.takes.glucoseMeter'],
  'glucose-sensor': m['devices.supported.takes.glucoseSensor'],
  'heart-rate-strap': m['devices.supported.takes.strap'],
  'activity-band': m['devices.supported.takes.band'],
  'room-sensor': m['devices.supported.takes.room'],
  'broadcast-sensor': m['devices.supported.takes.broadcast'],
};

/** What Betti takes of a kind of device: 'Blood pressure and pulse'. */
export const takenWords = (kind: Device['kind']): string => TAKEN[kind]();

const PHASES: Record<Device['phase'], () => string> = {
  idle: m['devices.phase.idle'],
  queued: m['devices.phase.queued'],
  connecting: m['devices.phase.connecting'],
  discovering: m['devices.phase.preparing'],
  securing: m['devices.phase.preparing'],
  'setting-clock': m['devices.phase.preparing'],
  subscribing: m['devices.phase.preparing'],
  collecting: m['devices.phase.collecting'],
  streaming: m['devices.phase.streaming'],
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
  'bond-lost': m['devices.problem.bond'],
  'consent-missing': m['devices.problem.consentMissing'],
  'consent-refused': m['devices.problem.consentRefused'],
  'subscribe-failed': m['devices.problem.subscribe'],
  'measurement-failed': m['devices.problem.measurement'],
  'not-stored': m['devices.problem.notStored'],
  'adapter-lost': m['devices.problem.adapter'],
};

export function phaseWords(device: Device): string {
  if (device.cuffPressureMmHg !== null)
    return m['devices.pumping']({ pressure: `${String(device.cuffPressureMmHg)} mmHg` });
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

/** What its people call it, else the name it advertises, else what it is. */
export function deviceName(device: Pick<Device, 'label' | 'name' | 'kind'>): string {
  return device.label ?? device.name ?? kindWords(device);
}

/** 'A&D UA-651BLE', as the device says it; null when it says nothing of the kind. */
export function madeWords({ manufacturer, model }: Device): string | null {
  return [manufacturer, model].filter((word) => word !== null).join(' ') || null;
}

/** Low enough that it may not last another week of daily use; meters say less below it or nothing at all. */
const LOW_BATTERY_PERCENT = 20;

export function batteryWords({ batteryPercent: percent }: Device): string | null {
  if (percent === null) return null;
  return percent <= LOW_BATTERY_PERCENT
    ? m['devices.batteryLow']({ percent })
    : m['devices.battery']({ percent });
}

/** Of which of its users a scale may tell; null when it was told no code. */
export function consentWords({ consentedUsers: users }: Device): string | null {
  return users.length === 0 ? null : m['devices.edit.consentGiven']({ users: users.join(', ') });
}

/** Only a sensor of a room may have one that Betti hears of. */
export const mayHaveButton = ({ kind }: Pick<Device, 'kind'>): boolean =>
  kind === 'room-sensor' || kind === 'broadcast-sensor';

/** 'Thermometer'. */
export function kindWords({ kind }: Pick<Device, 'kind'>): string {
  return KINDS[kind]();
}
