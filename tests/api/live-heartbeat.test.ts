import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';

const folder = aDataFolder();
let hub: HubProcess;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

it('a listener hears where the log stands even when nothing happens', async () => {
  const listener = await listenLive(hub.url);
  const { seq } = listener.greeting;
  const beat = await listener.until(
    () => listener.heard.find((one) => one.type === undefined),
    undefined,
    25_000,
  );
  expect(beat).toEqual({ seq });
  listener.close();
});

it('a listener that was away for hundreds of events hears every one of them', async () => {
  const { id } = await theResident(hub.url);
  const before = await listenLive(hub.url);
  before.close();
  for (let count = 0; count < 450; count += 50) {
    await Promise.all(Array.from({ length: 50 }, () => recordBloodPressure(hub.url, id)));
  }
  const listener = await listenLive(hub.url, before.greeting.seq);
  await listener.until(() => (listener.heard.length > 450 ? true : null));
  const seqs = listener.heard.slice(1).map((event) => event.seq ?? 0);
  expect(seqs).toEqual(Array.from({ length: 450 }, (_, index) => (before.greeting.seq ?? 0) + 1 + index));
  listener.close();
});
