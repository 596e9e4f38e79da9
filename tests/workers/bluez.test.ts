/**
 * The BlueZ driver in its worker, against a BlueZ of the test's own on a private dbus-daemon: from the six digits that
 * somebody types to the reading.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MockBluez } from '../bluez/mock-bluez.ts';
import { MockMeter } from '../bluez/mock-meter.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { devicesOf, readingsOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { QUICK_TIMINGS, ScannerUnderTest } from './ble-harness.ts';

const CODE = 7391;
const METER = 'c0:ff:ee:00:00:05';
const isOf = (data: Record<string, unknown> | undefined, mgPerDl: number): boolean =>
  (data?.entered as { value?: number } | undefined)?.value === mgPerDl;
const minutesAgo = (minutes: number) =>
  Temporal.Now.plainDateTimeISO('Europe/Berlin').subtract({ minutes }).toString({ smallestUnit: 'second' });

let bluez: MockBluez;
afterEach(() => bluez.stop());

describe('a meter that shows a code', () => {
  let folder: ReturnType<typeof aDataFolder>;
  let hub: HubProcess;
  let live: Awaited<ReturnType<typeof listenLive>>;
  let meter: MockMeter;
  let residentId: string;
  let deviceId: string;

  beforeEach(async () => {
    folder = aDataFolder();
    bluez = await MockBluez.start();
    meter = new MockMeter(bluez, CODE);
    hub = await startHub({ dataFolder: folder.path, hci: bluez.hci });
    ({ id: residentId } = await theResident(hub.url));
    live = await listenLive(hub.url, 0);
    bluez.advertise(meter);
    deviceId = String((await live.event('device.discovered')).data?.id);
    await trustDevice(hub.url, deviceId, residentId);
  });
  afterEach(async () => {
    expect((await hub.end('SIGTERM')).code).toBe(0);
    folder.remove();
  });

  const type = async (code: string | null) => {
    const answer = await ask(`${hub.url}/api/devices/${deviceId}/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(answer.status).toBe(200);
  };
  const status = (matches: (data: Record<string, unknown>) => boolean) =>
    live.event('device.status', ({ data }) => data !== undefined && matches(data));

  it('is paired with the code that somebody types, and read; the next time it asks for nothing', async () => {
    meter.measure(90, minutesAgo(3));
    await status(({ wantsCode, phase }) => wantsCode === true && phase === 'securing');
    await type(String(CODE).padStart(6, '0'));
    await live.event('reading.recorded');
    await status(({ wantsCode, phase }) => wantsCode === false && phase === 'cooldown');
    expect(bluez.isPaired(meter)).toBe(true);
    expect(await devicesOf(hub.url)).toMatchObject([{ batteryPercent: 64, lastProblem: null }]);

    meter.measure(102, minutesAgo(2));
    await live.event('reading.recorded', ({ data }) => isOf(data, 102), 90_000);
    // The newest comes first, and is told of before what lies between is asked for.
    await vi.waitFor(() => {
      expect(meter.requests).toEqual(['0101', '0106', '0103010200']);
    });
    expect(bluez.calls.filter((call) => call === 'Device1.Pair')).toHaveLength(1);
    expect(await readingsOf(hub.url, residentId)).toHaveLength(2);
  }, 120_000);

  it('that is told a wrong code says so, loses nothing, and is read with a right one that was typed ahead', async () => {
    meter.measure(90, minutesAgo(3));
    await status(({ wantsCode }) => wantsCode === true);
    await type('000001');
    await status(({ lastProblem }) => lastProblem === 'pairing-refused');
    expect(await readingsOf(hub.url, residentId)).toEqual([]);
    await type(String(CODE).padStart(6, '0'));
    await live.event('reading.recorded');
    await expect.poll(() => devicesOf(hub.url)).toMatchObject([{ lastProblem: null, wantsCode: false }]);
  }, 60_000);
});

describe('the driver', () => {
  let scanner: ScannerUnderTest;
  const start = (timings = {}) => {
    scanner = new ScannerUnderTest({
      ...{ hci: bluez.hci, trusted: [METER], kind: 'glucose-meter' },
      timings: { ...QUICK_TIMINGS, ...timings },
    });
  };
  afterEach(() => scanner.kill());

  it('gives a code up that nobody types, and one that nobody wants to', async () => {
    bluez = await MockBluez.start();
    const meter = new MockMeter(bluez, CODE);
    start({ codeMs: 300 });
    await scanner.scanning();
    bluez.advertise(meter);
    expect(await scanner.sessionEnd(METER)).toBe('pairing-timed-out');
    await scanner.next('code', ({ type }) => type === 'code-wanted');
    scanner.send({ type: 'code', address: METER, code: null });
    expect(await scanner.sessionEnd(METER)).not.toBeNull();
    expect(scanner.records).toEqual([]);
  });

  it('ends its sessions when the adapter is switched off, and goes on when it is back', async () => {
    bluez = await MockBluez.start();
    const meter = new MockMeter(bluez, CODE);
    start();
    await scanner.scanning();
    bluez.advertise(meter);
    await scanner.next('code', ({ type }) => type === 'code-wanted');
    bluez.power(false);
    await scanner.next('down', (report) => report.type === 'state' && report.state === 'down');
    expect(await scanner.sessionEnd(METER)).toBe('adapter-lost');
    bluez.power(true);
    await scanner.scanning();
    meter.measure(90, '2026-11-22T08:00:00');
    await scanner.next('code', ({ type }) => type === 'code-wanted');
    scanner.send({ type: 'code', address: METER, code: CODE });
    await scanner.record();
  });

  it('says so where no BlueZ runs, takes it up when it starts, and again after it was restarted', async () => {
    bluez = await MockBluez.start({ isRunning: false });
    const meter = new MockMeter(bluez, CODE);
    start({ absentRecheckMs: 200 });
    const absent = () =>
      scanner.next('absent', (report) => report.type === 'state' && report.state === 'absent');
    await absent();
    await bluez.come();
    await scanner.scanning();
    bluez.advertise(meter);
    await scanner.next('code', ({ type }) => type === 'code-wanted');
    await bluez.leave();
    await absent();
    expect(await scanner.sessionEnd(METER)).toBe('adapter-lost');
    await bluez.come();
    await scanner.scanning();
    meter.measure(90, '2026-11-22T08:00:00');
    await scanner.next('code', ({ type }) => type === 'code-wanted');
    scanner.send({ type: 'code', address: METER, code: CODE });
    await scanner.record();
  });
});
