/** What did not happen: nothing measured for days, a device that is not heard. No event tells of it, so it is looked for. */
import type { Writing } from '../database.ts';
import type { Stores } from '../stores.ts';

const DAY_MS = 24 * 3_600_000;

/** Does what is to be done within the write that it is given. */
type Doing = (tx: Writing) => void;

/** Raises and resolves what silence says at an instant; nothing where nobody has it watched. */
export function lookForSilence(
  {
    alerts,
    devices,
    settings,
    users,
    vitals,
  }: Pick<Stores, 'alerts' | 'devices' | 'settings' | 'users' | 'vitals'>,
  now: number,
): Doing[] {
  const doings: Doing[] = [];
  for (const { id: residentId } of users.residents()) {
    const { missing, deviceSilentDays } = settings.watch(residentId);
    const open = alerts.open(residentId);
    const isOpen = (kind: 'measurement-missing' | 'device-silent', subject: string) =>
      open.some((alert) => alert.kind === kind && alert.subject === subject);
    const watchedSince = settings.since(residentId, 'watch');
    const raise = (subject: string, facts: Parameters<typeof alerts.raiseIn>[1]['facts']) =>
      doings.push((tx) => {
        alerts.raiseIn(tx, { residentId, subject, severity: 'attention', facts });
      });

    const latest = missing.length === 0 ? [] : vitals.latest(residentId);
    for (const { kind, afterDays } of missing) {
      const reading = latest.find((one) => one.kind === kind);
      const sinceAt = Math.max(reading === undefined ? 0 : Date.parse(reading.measuredAt), watchedSince);
      const sinceDays = Math.floor((now - sinceAt) / DAY_MS);
      if (sinceDays >= afterDays && !isOpen('measurement-missing', kind))
        raise(kind, { kind: 'measurement-missing', vital: kind, sinceDays });
    }

    for (const device of devices.list().filter((one) => one.isTrusted && one.residentId === residentId)) {
      const { id: deviceId, name, lastSeenAt } = device;
      const isSilent =
        deviceSilentDays !== null &&
        now - Math.max(Date.parse(lastSeenAt), watchedSince) >= deviceSilentDays * DAY_MS;
      const isKnown = isOpen('device-silent', deviceId);
      if (isSilent && !isKnown)
        raise(deviceId, { kind: 'device-silent', deviceId, deviceName: name ?? '', lastSeenAt });
      if (!isSilent && isKnown)
        doings.push((tx) => {
          alerts.resolveIn(tx, residentId, 'device-silent', deviceId, 'over');
        });
    }
  }
  return doings;
}
