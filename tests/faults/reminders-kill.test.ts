/** A hub that is killed in the minute in which a dose is due: the dose is said once all the same. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { howMany } from '../fixtures/extent.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { aMedication, dailyAt } from '../fixtures/medications.ts';
import { addMedication, theResident } from '../fixtures/requests.ts';

const KILLS = howMany(3, 40);
const MINUTE_MS = 60_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(`says that a dose is due once, through ${String(KILLS)} kills around its minute`, async () => {
  const folder = aDataFolder();
  let hub = await startHub({ dataFolder: folder.path });
  onTestFinished(async () => {
    await hub.end('SIGKILL');
    folder.remove();
  });
  const { id, timeZone } = await theResident(hub.url);
  const dueAt = (Math.floor(systemClock.now() / MINUTE_MS) + 1) * MINUTE_MS;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });
  await addMedication(hub.url, id, aMedication({ schedule: dailyAt(format.format(dueAt)) }));

  await wait(Math.max(dueAt - systemClock.now() - 100, 0));
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(kill * 90);
    await hub.end('SIGKILL');
    hub = await startHub({ dataFolder: folder.path });
  }
  const isDue = ({ data }: { data?: Record<string, unknown> }) => data?.['step'] === 'due';
  const before = await listenLive(hub.url, 0);
  const { seq, epoch } = before.greeting;
  const told = () => before.event('dose.due', isDue);
  // Where the log begins is no older than it reaches, so all that was told is heard.
  await told();
  before.close();

  await hub.end('SIGKILL');
  hub = await startHub({ dataFolder: folder.path });
  const after = await listenLive(hub.url, 0, epoch);
  await after.until(() => ((after.heard.at(-1)?.seq ?? 0) >= (seq ?? 0) ? true : null));
  await wait(2_000);
  expect(after.heard.filter((heard) => heard.type === 'dose.due' && isDue(heard))).toHaveLength(1);
  after.close();
}, 900_000);
