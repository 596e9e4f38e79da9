/** Sensors of rooms from the packet to the API, everything real but the air: hub, noble in its worker, TCP, radio. */
import { describe, expect, it } from 'vitest';
import type { Room } from '#contracts/rooms.ts';
import { useRadioHome } from '../fixtures/radio-home.ts';
import { ask } from '../fixtures/sessions.ts';
import { HALO_UUIDS, SimulatedBeacon, SimulatedHalo, SimulatedRoomSensor } from '../radio/radio.ts';

const BEACON = 'c0:ff:ee:00:00:08';
const SENSOR = 'c0:ff:ee:00:00:09';
/** Of the example at bthome.io/encryption. */
const KEY = '231d39c1d7cc1ab1aee224cd096db932';

const home = useRadioHome();
const rooms = async (): Promise<Room[]> => {
  const response = await ask(`${home.hub.url}/api/residents/${home.residentId}/environment`);
  return ((await response.json()) as { items: Room[] }).items;
};
const news = (matches: (room: Room) => boolean) =>
  home.live.event('environment.updated', ({ data }) => matches(data as unknown as Room));
/** It advertises each 20 ms, and what is new is taken after 200 at the latest. */
const heardManyTimes = () => new Promise((resolve) => setTimeout(resolve, 400));
const isWarm =
  (celsius: number) =>
  ({ values }: Room) =>
    values.some(({ measure, value }) => measure === 'temperature' && value === celsius);
const happenedIn = (room: Room | undefined) => room?.happened.map(({ what }) => what) ?? [];
const giveKey = (deviceId: string, key: string) =>
  ask(`${home.hub.url}/api/devices/${deviceId}/broadcast-key`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });

describe('a sensor that is connected to', () => {
  it('has the climate of its room stored, tells of its button at once and of its battery', async () => {
    const sensor = home.radio.add(new SimulatedRoomSensor(SENSOR, { celsius: 21.5, humidity: 48, lux: 120 }));
    sensor.switchOn();
    await home.trustNext();
    await news(isWarm(21.5));
    sensor.pressButton();
    await news(({ happened }) => happened.some(({ what }) => what === 'button'));
    expect(await rooms()).toMatchObject([
      {
        ...{
          residentId: home.residentId,
          name: 'Simulated room sensor',
          batteryPercent: 55,
          needsKey: false,
        },
        values: [
          { measure: 'temperature', value: 21.5 },
          { measure: 'humidity', value: 48 },
          { measure: 'illuminance', value: 120 },
        ],
        happened: [{ what: 'button' }],
      },
    ]);
    expect(sensor.connections).toBe(1);
  });
});

describe('a Halo', () => {
  it('has its light, which has a place and no UUID that is known, and its movements taken in as well', async () => {
    const halo = home.radio.add(new SimulatedHalo(SENSOR, { celsius: 21.5, humidity: 48, lux: 312.25 }));
    halo.switchOn();
    await home.trustNext();
    await news(isWarm(21.5));
    await news(({ values }) =>
      values.some(({ measure, value }) => measure === 'illuminance' && value === 312.25),
    );
    while (!halo.hasSubscriber(HALO_UUIDS.acceleration)) await heardManyTimes();
    halo.hang();
    halo.hang();
    await heardManyTimes();
    expect(happenedIn((await rooms())[0])).toEqual([]);
    halo.knock();
    await news((room) => happenedIn(room).includes('motion'));
    halo.pressButton();
    await news((room) => happenedIn(room).includes('button'));
    expect(halo.connections).toBe(1);
  });

  it('is one by its name alone: of another sensor a value of its maker’s own is not asked for', async () => {
    const other = home.radio.add(
      new SimulatedHalo(SENSOR, { celsius: 20, humidity: 48, lux: 312.25 }, 'Simulated other'),
    );
    other.switchOn();
    await home.trustNext();
    await news(isWarm(20));
    expect(other.lightReads).toBe(0);
    expect(other.hasSubscriber(HALO_UUIDS.acceleration)).toBe(false);
  });
});

describe('a sensor that only advertises', () => {
  it('is never connected to, and has what it says stored once, however often it says it', async () => {
    const beacon = home.radio.add(new SimulatedBeacon(BEACON));
    beacon.say('000102c40903bf13');
    const deviceId = await home.trustNext();
    await news(isWarm(25));
    beacon.say('00022101');
    await news((room) => happenedIn(room).includes('motion'));
    beacon.say('00033a01');
    await news((room) => happenedIn(room).includes('button'));
    beacon.say('00042d01');
    await news((room) => happenedIn(room).includes('window-opened'));
    const [room] = await rooms();
    expect(room).toMatchObject({ values: [{ value: 25 }, { value: 50.55 }], needsKey: false });
    expect(happenedIn(room).toSorted()).toEqual(['button', 'motion', 'window-opened']);

    const path = `${home.hub.url}/api/residents/${home.residentId}/environment/${deviceId}/history`;
    const history = await ask(`${path}?measure=temperature`);
    expect(await history.json()).toMatchObject({ points: [{ mean: 25, low: 25, high: 25 }] });
    expect((await ask(`${path}?measure=taste`)).status).toBe(422);
  });

  it('says that it needs its key, is opened with it, and believes nothing that is played again', async () => {
    const beacon = home.radio.add(new SimulatedBeacon(BEACON, KEY));
    beacon.say('2d01', 7);
    const recorded = beacon.serviceData;
    const deviceId = await home.trustNext();
    await news(({ needsKey }) => needsKey);
    expect((await giveKey(deviceId, 'not a key')).status).toBe(422);
    expect((await giveKey(deviceId, KEY)).status).toBe(204);
    beacon.say('02ca09', 8);
    await news((room) => isWarm(25.06)(room) && !room.needsKey);
    // A button, and then its very packet again; and one that anybody could say.
    beacon.say('3a01', 9);
    await news((room) => happenedIn(room).includes('button'));
    beacon.replay(recorded);
    await heardManyTimes();
    beacon.replay(Buffer.from('402d01', 'hex'));
    await heardManyTimes();
    beacon.say('2101', 10);
    await news((room) => happenedIn(room).includes('motion'));
    expect(happenedIn((await rooms())[0]).toSorted()).toEqual(['button', 'motion']);
    const shown = await ask(`${home.hub.url}/api/devices`);
    expect((await shown.text()).toLowerCase()).not.toContain(KEY);
  });
});
