/** The demo's Bluetooth: a simulated household that speaks real packets over TCP, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EVERYTHING } from '#domain/access.ts';
import { profileOfKind, type DeviceKind } from '#domain/devices.ts';
import type { Clock } from './clock.ts';
import type { DevicesStore } from './devices.ts';
import type { Stores } from './stores.ts';
import type { UsersStore } from './users.ts';

const RADIO = join(import.meta.dirname, '../../tests/radio/main.ts');
/** The simulated devices; tests/radio has the same and a test compares them. */
export const DEMO_DEVICES = [
  { address: 'c0:be:77:10:00:01', name: 'Betti demo cuff', kind: 'blood-pressure-cuff' },
  { address: 'c0:be:77:10:00:02', name: 'Betti demo thermometer', kind: 'thermometer' },
  { address: 'c0:be:77:10:00:03', name: 'Betti demo scale', kind: 'weight-scale' },
  { address: 'c0:be:77:10:00:04', name: 'Betti demo oximeter', kind: 'pulse-oximeter' },
  { address: 'c0:be:77:10:00:05', name: 'Betti demo glucose meter', kind: 'glucose-meter' },
  { address: 'c0:be:77:10:00:06', name: 'Betti demo strap', kind: 'heart-rate-strap' },
  { address: 'c0:be:77:10:00:07', name: 'Betti demo living room', kind: 'room-sensor' },
  { address: 'c0:be:77:10:00:09', name: 'Betti demo band', kind: 'activity-band' },
  { address: 'c0:be:77:10:00:08', name: 'Betti demo bedroom', kind: 'broadcast-sensor' },
] as const satisfies readonly { address: string; name: string; kind: DeviceKind }[];

type Parts = { devices: DevicesStore; users: UsersStore; clock: Clock };

/** A household to look at: Rosa, who lives here, and Ana, who owns the hub. Does nothing where somebody lives already. */
export async function setUpDemo({ users, access, database }: Stores): Promise<void> {
  if (users.residents().length > 0) return;
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const ownerId = await database.write((tx) => users.insertPerson(tx, { name: 'Ana', role: 'owner' }));
  await users.addResident(
    { name: 'Rosa', timeZone, language: locale.startsWith('es') ? 'es' : 'en' },
    {
      also: (tx, { id: residentId }) => {
        access.grants.setIn(tx, { userId: ownerId, residentId, share: EVERYTHING, by: 'demo' });
      },
    },
  );
  access.changed();
}

/** Starts the simulated radio and trusts its devices for the first resident. Throws when it does not come up. */
export async function startDemoRadio({ devices, users, clock }: Parts) {
  const [resident] = users.residents();
  if (resident === undefined) throw new Error('The demo needs a resident.');
  for (const { address, name, kind } of DEMO_DEVICES) {
    if (devices.findTrusted(address) !== undefined) continue;
    const { serviceUuid } = profileOfKind(kind);
    const advert = {
      ...{ address, addressType: 'random' as const, name, serviceUuids: [serviceUuid] },
      ...{ rssiDbm: -50, seenAt: clock.now() },
    };
    await devices.trustInAdvance(advert, kind, resident.id);
  }

  const child = spawn(process.execPath, [RADIO, '--demo', '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TZ: resident.timeZone },
  });
  const lines = createInterface({ input: child.stdout });
  const died = once(child, 'exit').then(() => {
    throw new Error('The simulated radio did not start.');
  });
  const [line] = (await Promise.race([once(lines, 'line'), died])) as [string];
  died.catch(() => undefined);
  const hci = /^listening (tcp:\S+)$/.exec(line)?.[1];
  if (hci === undefined) throw new Error(`The simulated radio said "${line}" instead of where it listens.`);

  return {
    hci,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
