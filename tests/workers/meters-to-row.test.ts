/** Each kind of meter from its packet to the reading, everything real but the air: hub, noble in its worker, TCP, radio. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { devicesOf, readingsOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import {
  SimulatedOximeter,
  SimulatedScale,
  SimulatedThermometer,
  startRadio,
  type MeterOptions,
  type Radio,
} from '../radio/radio.ts';

let radio: Radio;
let hub: HubProcess;
let live: Awaited<ReturnType<typeof listenLive>>;
let residentId: string;
const folder = { current: aDataFolder() };
beforeEach(async () => {
  folder.current = aDataFolder();
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.current.path, hci: radio.hci });
  live = await listenLive(hub.url, 0);
  residentId = (await theResident(hub.url)).id;
});
afterEach(async () => {
  const ended = await hub.end('SIGTERM');
  await radio.stop();
  folder.current.remove();
  expect(ended.code).toBe(0);
});

const OPTIONS: MeterOptions = { address: 'c0:ff:ee:00:00:02', windowMs: 20_000 };

/** A meter that was heard and is trusted. */
async function trusted<M extends SimulatedThermometer | SimulatedScale | SimulatedOximeter>(
  meter: M,
): Promise<M> {
  radio.add(meter);
  meter.wake();
  const { data } = await live.event('device.discovered');
  await trustDevice(hub.url, String(data?.id), residentId);
  return meter;
}
const recorded = (kind: string) => live.event('reading.recorded', ({ data }) => data?.kind === kind);
const inbox = async () => {
  const response = await ask(`${hub.url}/api/residents/${residentId}/vitals/inbox`);
  return ((await response.json()) as { items: Record<string, unknown>[] }).items;
};

describe('a thermometer', () => {
  it('has its temperature stored as it showed it, where it was taken, once', async () => {
    const meter = await trusted(new SimulatedThermometer({ ...OPTIONS, replays: true }));
    expect(await devicesOf(hub.url)).toMatchObject([{ kind: 'thermometer', name: 'Simulated thermometer' }]);
    meter.measure({ value: 98.6, isFahrenheit: true, site: 6, at: '2026-11-22T07:48:00' });
    expect(await recorded('body-temperature')).toMatchObject({
      residentId,
      data: {
        ...{ value: 37, unit: 'Cel', entered: { value: 98.6, unit: '[degF]' }, context: { site: 'oral' } },
        ...{ source: 'device', category: 'normal' },
      },
    });
    meter.measure({ value: 36.6, site: 3, at: '2026-11-22T08:30:00' });
    await live.event('reading.recorded', ({ data }) => data?.value === 36.6);
    expect(await readingsOf(hub.url, residentId)).toHaveLength(2);
  });

  it('that could not measure is told so, and nothing is stored', async () => {
    const meter = await trusted(new SimulatedThermometer(OPTIONS));
    meter.measure({ value: NaN });
    await live.event('device.status', ({ data }) => data?.lastProblem === 'measurement-failed');
    expect(await readingsOf(hub.url, residentId)).toEqual([]);
  });
});

describe('a scale', () => {
  it('has its weight stored, and asks whose it is when another of its users stood on it', async () => {
    const meter = await trusted(new SimulatedScale(OPTIONS));
    meter.measure({ kilograms: 72.4, user: 1 });
    expect(await recorded('body-weight')).toMatchObject({
      data: { value: 72.4, unit: 'kg', source: 'device' },
    });
    meter.measure({ kilograms: 58.1, user: 2 });
    await live.event('inbox.updated');
    expect(await inbox()).toMatchObject([
      { kind: 'body-weight', value: 58.1, entered: { value: 58.1, unit: 'kg' }, deviceUser: 2 },
    ]);
    expect(await readingsOf(hub.url, residentId)).toHaveLength(1);
  });

  it('that weighed a cat has it checked by a person, who may say whose it is', async () => {
    const meter = await trusted(new SimulatedScale(OPTIONS));
    meter.measure({ kilograms: 4.2 });
    await live.event('inbox.updated');
    const [item] = await inbox();
    expect(item).toMatchObject({ reason: 'implausible', kind: 'body-weight', canBeAccepted: true });
    const response = await ask(
      `${hub.url}/api/residents/${residentId}/vitals/inbox/${String(item?.id)}/accept`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ toResidentId: residentId }),
      },
    );
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ kind: 'body-weight', value: 4.2 });
  });
});

describe('an oximeter', () => {
  it('has its saturation and the pulse it counted stored, each as a reading', async () => {
    const meter = await trusted(new SimulatedOximeter(OPTIONS));
    meter.measure({ spo2: 97, pulse: 72, at: '2026-11-22T19:30:00' });
    expect(await recorded('spo2')).toMatchObject({ data: { value: 97, unit: '%', category: 'normal' } });
    expect(await recorded('heart-rate')).toMatchObject({ data: { value: 72, unit: '/min' } });
    expect(await readingsOf(hub.url, residentId)).toHaveLength(2);
  });

  it.each([
    ['a demonstration', 0x0400],
    ['a measurement that has not settled', 0x0020],
  ])('has nothing stored of %s', async (_, status) => {
    const meter = await trusted(new SimulatedOximeter(OPTIONS));
    meter.measure({ spo2: 99, pulse: 60, status });
    await live.event('device.status', ({ data }) => data?.lastProblem === 'measurement-failed');
    expect(await readingsOf(hub.url, residentId)).toEqual([]);
  });
});
