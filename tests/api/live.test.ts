import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { rawUpgrade, resetUpgrade } from '../fixtures/raw-upgrade.ts';

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  residentId = (await theResident(hub.url)).id;
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

describe('/api/live', () => {
  it('tells a listener what was recorded after it came', async () => {
    const listener = await listenLive(hub.url);
    const reading = await recordBloodPressure(hub.url, residentId, { systolicMmHg: 121 });
    const event = await listener.event('reading.recorded');
    expect(event).toMatchObject({ residentId, data: { id: reading.id, systolicMmHg: 121 } });
    listener.close();
  });

  it('resumes where a listener stood, without a gap or a double', async () => {
    const first = await listenLive(hub.url);
    const since = first.greeting.seq ?? -1;
    first.close();
    for (const systolicMmHg of [131, 132, 133])
      await recordBloodPressure(hub.url, residentId, { systolicMmHg });
    const second = await listenLive(hub.url, since);
    await recordBloodPressure(hub.url, residentId, { systolicMmHg: 134 });
    await second.event('reading.recorded', ({ data }) => data?.systolicMmHg === 134);
    const events = second.heard.slice(1);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((step) => since + step));
    expect(events.map(({ data }) => data?.systolicMmHg)).toEqual([131, 132, 133, 134]);
    second.close();
  });

  it('says "resync" to a listener that stands where the log has never been', async () => {
    const listener = await listenLive(hub.url, 999_999);
    expect(listener.greeting.type).toBe('resync');
    listener.close();
  });

  it('says "resync" to a listener that stood in another log, though the number is one of this log too', async () => {
    const first = await listenLive(hub.url);
    const { seq = -1, epoch = '' } = first.greeting;
    expect(await (await ask(`${hub.url}/api/status`)).json()).toMatchObject({ eventEpoch: epoch });
    first.close();
    const same = await listenLive(hub.url, seq, epoch);
    expect(same.greeting).toEqual({ type: 'hello', seq, epoch });
    same.close();
    const other = await listenLive(hub.url, seq, 'another');
    expect(other.greeting).toEqual({ type: 'resync', seq, epoch });
    other.close();
  });

  it.each([
    ['a page of another site', '/api/live', 'https://evil.example', 403],
    ['a number that is none', '/api/live?since=many', undefined, 422],
    ['another path', '/nope', undefined, 404],
    ['an unknown route', '/api/nope', undefined, 404],
    ['no path at all', '//', undefined, 400],
  ])('refuses an upgrade for %s', async (_case, path, origin, status) => {
    expect(await rawUpgrade(hub.url, { path, origin })).toBe(status);
  });

  it('refuses a visitor who came by another name, as a rebound DNS name does', async () => {
    expect(await rawUpgrade(hub.url, { path: '/api/live', host: 'betti.evil.example' })).toBe(421);
    expect(await rawUpgrade(hub.url, { path: '/api/live' })).toBe(101);
  });

  it('refuses a handshake without a proper key, and survives one that is reset at once', async () => {
    expect(await rawUpgrade(hub.url, { path: '/api/live', key: 'x' })).toBe(400);
    for (let count = 0; count < 20; count++) await resetUpgrade(hub.url);
    expect((await fetch(`${hub.url}/api/health`)).status).toBe(200);
  });

  it('drops a listener that sends more than a message may hold, and goes on', async () => {
    const listener = await listenLive(hub.url);
    listener.send('x'.repeat(100_000));
    expect(await listener.closed()).toBe(1009);
    expect((await fetch(`${hub.url}/api/health`)).status).toBe(200);
  });
});
