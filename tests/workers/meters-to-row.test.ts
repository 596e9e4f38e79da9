/** Each kind of meter from its packet to the reading, everything real but the air: hub, noble in its worker, TCP, radio. */
import { describe, expect, it, vi } from 'vitest';
import { useRadioHome } from '../fixtures/radio-home.ts';
import { devicesOf, readingsOf } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import {
  SimulatedBand,
  SimulatedGlucoseMeter,
  SimulatedGlucoseSensor,
  SimulatedOximeter,
  SimulatedScale,
  SimulatedStrap,
  SimulatedThermometer,
  SimulatedWornOximeter,
  type GattPeripheral,
  type MeterOptions,
} from '../radio/radio.ts';

const home = useRadioHome();
const OPTIONS: MeterOptions = { address: 'c0:ff:ee:00:00:02', windowMs: 20_000 };

/** A meter that was heard and is trusted. */
async function trusted<M extends GattPeripheral>(meter: M): Promise<M> {
  home.radio.add(meter);
  meter.advertise(20_000);
  await home.trustNext();
  return meter;
}
/** The wall clock of the home so many minutes ago, 'YYYY-MM-DDTHH:mm:ss'. */
const minutesAgo = (minutes: number) =>
  Temporal.Now.plainDateTimeISO(home.timeZone).subtract({ minutes }).toString({ smallestUnit: 'second' });
const recorded = (kind: string) => home.live.event('reading.recorded', ({ data }) => data?.kind === kind);
const inbox = async () => {
  const response = await ask(`${home.hub.url}/api/residents/${home.residentId}/vitals/inbox`);
  return ((await response.json()) as { items: Record<string, unknown>[] }).items;
};

describe('a thermometer', () => {
  it('has its temperature stored as it showed it, where it was taken, once', async () => {
    const meter = await trusted(new SimulatedThermometer({ ...OPTIONS, replays: true }));
    expect(await devicesOf(home.hub.url)).toMatchObject([
      { kind: 'thermometer', name: 'Simulated thermometer' },
    ]);
    meter.measure({ value: 98.6, isFahrenheit: true, site: 6, at: meter.wallClock });
    expect(await recorded('body-temperature')).toMatchObject({
      residentId: home.residentId,
      data: {
        ...{ value: 37, unit: 'Cel', entered: { value: 98.6, unit: '[degF]' }, context: { site: 'oral' } },
        ...{ source: 'device', category: 'normal' },
      },
    });
    meter.measure({ value: 36.6, site: 3, at: meter.wallClock });
    await home.live.event('reading.recorded', ({ data }) => data?.value === 36.6);
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(2);
  });

  it('whose link broke after its wrong clock was set has the record of before dated right all the same', async () => {
    const wallClock = minutesAgo(180);
    const meter = await trusted(
      new SimulatedThermometer({ ...OPTIONS, wallClock, faults: { dropsLinkAt: 'subscribed' } }),
    );
    const measured = Date.now();
    meter.measure({ value: 37.2, at: meter.wallClock });
    await home.live.event('device.status', ({ data }) => data?.lastProblem === 'disconnected-early');
    expect(meter.wallClock.slice(0, 16)).toBe(minutesAgo(0).slice(0, 16));
    delete meter.faults.dropsLinkAt;
    meter.wake(20_000);
    const { data } = await recorded('body-temperature');
    expect(Math.abs(Date.parse(String(data?.measuredAt)) - measured)).toBeLessThan(10_000);
  });

  it('that could not measure is told so, and nothing is stored', async () => {
    const meter = await trusted(new SimulatedThermometer(OPTIONS));
    meter.measure({ value: NaN });
    await home.live.event('device.status', ({ data }) => data?.lastProblem === 'measurement-failed');
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
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
    await home.live.event('inbox.updated');
    expect(await inbox()).toMatchObject([
      { kind: 'body-weight', value: 58.1, entered: { value: 58.1, unit: 'kg' }, deviceUser: 2 },
    ]);
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(1);
  });

  it('that weighed a cat has it checked by a person, who may say whose it is', async () => {
    const meter = await trusted(new SimulatedScale(OPTIONS));
    meter.measure({ kilograms: 4.2 });
    await home.live.event('inbox.updated');
    const [item] = await inbox();
    expect(item).toMatchObject({ reason: 'implausible', kind: 'body-weight', canBeAccepted: true });
    const response = await ask(
      `${home.hub.url}/api/residents/${home.residentId}/vitals/inbox/${String(item?.id)}/accept`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ toResidentId: home.residentId }),
      },
    );
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ kind: 'body-weight', value: 4.2 });
  });
});

describe('an oximeter', () => {
  it('has its saturation and the pulse it counted stored, each as a reading', async () => {
    const meter = await trusted(new SimulatedOximeter(OPTIONS));
    meter.measure({ spo2: 97, pulse: 72, at: meter.wallClock });
    expect(await recorded('spo2')).toMatchObject({ data: { value: 97, unit: '%', category: 'normal' } });
    expect(await recorded('heart-rate')).toMatchObject({ data: { value: 72, unit: '/min' } });
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(2);
  });

  it.each([
    ['a demonstration', 0x0400],
    ['a measurement that has not settled', 0x0020],
  ])('has nothing stored of %s', async (_, status) => {
    const meter = await trusted(new SimulatedOximeter(OPTIONS));
    meter.measure({ spo2: 99, pulse: 60, status });
    await home.live.event('device.status', ({ data }) => data?.lastProblem === 'measurement-failed');
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
  });
});

describe('an activity band', () => {
  it('has its steps told to the screens as the day’s once it is taken off, and no reading of it', async () => {
    const band = new SimulatedBand({ address: 'c0:ff:ee:00:00:06', everyMs: 30 });
    band.walk(1.25, 110);
    await trusted(band);
    await expect.poll(() => band.valuesSent).toBeGreaterThan(20);
    band.takeOff();
    const { data } = await home.live.event('activity.updated');
    const { steps } = (data as { day: { steps: number } }).day;
    expect(steps).toBeGreaterThan(0);
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
  });
});

describe('a glucose meter', () => {
  it('has each record stored once with its meal, a test liquid as nothing, and tells its battery', async () => {
    const meter = await trusted(new SimulatedGlucoseMeter({ address: 'c0:ff:ee:00:00:05' }));
    meter.measure({ mgPerDl: 90, at: minutesAgo(4), meal: 1 });
    meter.measure({ mgPerDl: 110, at: minutesAgo(3), isControlSolution: true });
    meter.measure({ mgPerDl: 126, at: minutesAgo(2) });
    // Not by its digits alone: an id may have them too.
    await home.live.event('reading.recorded', ({ data }) => JSON.stringify(data).includes('"value":126,'));
    await home.live.event('device.status', ({ data }) => data?.batteryPercent === 64);
    expect(await readingsOf(home.hub.url, home.residentId)).toMatchObject([
      { kind: 'glucose', entered: { value: 126, unit: 'mg/dL' }, context: {} },
      { kind: 'glucose', entered: { value: 90, unit: 'mg/dL' }, context: { meal: 'before-meal' } },
    ]);

    await home.live.event('device.status', ({ data }) => data?.phase === 'cooldown');
    meter.stopAdvertising();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    meter.measure({ mgPerDl: 99, at: minutesAgo(0), meal: 2 });
    await home.live.event('reading.amended', ({ data }) => JSON.stringify(data).includes('after-meal'));
    // The newest comes first, and is told of before what lies between is asked for.
    await vi.waitFor(() => {
      expect(meter.requests).toEqual(['0101', '0106', '0103010400']);
    });
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(3);
    expect(await inbox()).toEqual([]);
  });
});

describe('a device that measured before it was trusted', () => {
  it('has what it kept from then asked about, all at once, and only then stored', async () => {
    const meter = new SimulatedGlucoseMeter({ address: 'c0:ff:ee:00:00:05' });
    for (const days of [3, 2, 1]) meter.measure({ mgPerDl: 90 + days, at: minutesAgo(days * 1_440) });
    meter.measure({ mgPerDl: 126, at: minutesAgo(1) });
    await trusted(meter);
    await home.live.event('device.status', ({ data }) => data?.phase === 'cooldown');
    expect(await readingsOf(home.hub.url, home.residentId)).toMatchObject([{ entered: { value: 126 } }]);
    const waiting = await inbox();
    expect(waiting.map(({ reason }) => reason)).toEqual(['from-before', 'from-before', 'from-before']);
    const decide = async (toResidentId: string | null) => {
      const response = await ask(
        `${home.hub.url}/api/residents/${home.residentId}/vitals/inbox/from-before`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ deviceId: waiting[0]?.deviceId, toResidentId }),
        },
      );
      return (await response.json()) as { count: number };
    };
    expect(await decide(home.residentId)).toEqual({ count: 3 });
    expect(await decide(null)).toEqual({ count: 0 });
    expect(await inbox()).toEqual([]);
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(4);
  });
});

describe('a device that is worn', () => {
  const phase = (wanted: string) => home.live.event('device.status', ({ data }) => data?.phase === wanted);

  it('has its minute stored as one reading when it is taken off', async () => {
    const strap = new SimulatedStrap({ address: 'c0:ff:ee:00:00:06', everyMs: 30 });
    strap.beat(64);
    await trusted(strap);
    await phase('streaming');
    await expect.poll(() => strap.valuesSent).toBeGreaterThan(20);
    strap.takeOff();
    expect(await recorded('heart-rate')).toMatchObject({ data: { value: 64, source: 'device' } });
    await phase('cooldown');
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(1);
  });

  it('in the skin has each of its values stored, though the same comes twice', async () => {
    const sensor = new SimulatedGlucoseSensor({ address: 'c0:ff:ee:00:00:10' });
    sensor.putOn();
    await trusted(sensor);
    await phase('streaming');
    for (const [index, value] of [120, 120, 118].entries()) {
      sensor.sense(value, 5 * index);
      const stored = async () => (await readingsOf(home.hub.url, home.residentId)).length;
      await expect.poll(stored).toBe(index + 1);
    }
    const readings = await readingsOf(home.hub.url, home.residentId);
    expect(readings.map(({ entered }) => entered)).toEqual(
      [118, 120, 120].map((value) => ({ value, unit: 'mg/dL' })),
    );
  });

  it('has nothing stored while it feels no skin', async () => {
    const strap = new SimulatedStrap({ address: 'c0:ff:ee:00:00:06', everyMs: 30 });
    strap.beat(64, false);
    await trusted(strap);
    await phase('streaming');
    await expect.poll(() => strap.valuesSent).toBeGreaterThan(20);
    strap.takeOff();
    const { data } = await phase('cooldown');
    expect(data?.lastProblem).toBeNull();
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
  });

  it('on a finger has its saturation and its pulse stored, also when the home.hub is stopped in mid-minute', async () => {
    const oximeter = new SimulatedWornOximeter({ address: 'c0:ff:ee:00:00:07', everyMs: 30 });
    oximeter.show(96, 71);
    await trusted(oximeter);
    await phase('streaming');
    await expect.poll(() => oximeter.valuesSent).toBeGreaterThan(20);
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
    await home.hub.end('SIGTERM');
    await home.startHub();
    const readings = await readingsOf(home.hub.url, home.residentId);
    expect(readings.map(({ kind, value }) => [kind, value])).toEqual(
      expect.arrayContaining([
        ['spo2', 96],
        ['heart-rate', 71],
      ]),
    );
    expect(readings).toHaveLength(2);
  });
});
