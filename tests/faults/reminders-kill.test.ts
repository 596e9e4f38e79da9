/** A hub that is killed in the minute in which a dose is due: the dose is said once all the same. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { openStores } from '#server/stores.ts';
import { howMany } from '../fixtures/extent.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { aMedication, dailyAt } from '../fixtures/medications.ts';
import { addMedication, theResident } from '../fixtures/requests.ts';

const KILLS = howMany(4, 40);
const MINUTE_MS = 60_000;

test(`says each of two steps once through ${String(KILLS)} kills around the due minute`, async () => {
  const folder = aDataFolder();
  onTestFinished(() => folder.remove());
  let hub = await startHub({ dataFolder: folder.path });
  onTestFinished(() => hub.end('SIGKILL'));
  const { id, timeZone } = await theResident(hub.url);
  const dueAt = (Math.floor(systemClock.now() / MINUTE_MS) + 1) * MINUTE_MS;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });
  await addMedication(hub.url, id, aMedication({ schedule: dailyAt(format.format(dueAt)) }));

  const untilMs = dueAt - systemClock.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(untilMs - 300, 0)));
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((resolve) => setTimeout(resolve, kill * 90));
    await hub.end('SIGKILL');
    hub = await startHub({ dataFolder: folder.path });
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await hub.end('SIGTERM');

  const stores = await openStores(folder.path, systemClock, (error) => {
    throw error;
  });
  const told = stores.events
    .after(0, 10_000)
    .flatMap((event) => (event.type === 'dose.due' ? [event.data.step] : []));
  stores.database.close();
  expect(told.filter((step) => step === 'due')).toEqual(['due']);
}, 600_000);
