/** A cuff from its packet to the reading: hub process, noble in its worker, TCP, the simulated controller and cuff. */
import { setTimeout } from 'node:timers/promises';
import { BLE_TIMINGS } from '#workers/ble/timings.ts';
import { describe, expect, it } from 'vitest';
import { useRadioHome } from '../fixtures/radio-home.ts';
import { devicesOf, readingsOf } from '../fixtures/requests.ts';
import { simulatedCuff, type MeterOptions, type SimulatedCuff } from '../radio/radio.ts';

const home = useRadioHome();

async function aTrustedCuff(options: Partial<MeterOptions> = {}): Promise<SimulatedCuff> {
  const cuff = home.radio.add(
    simulatedCuff({ address: 'c0:ff:ee:00:00:01', name: 'Upper Arm 1', ...options }),
  );
  cuff.wake();
  await home.trustNext();
  return cuff;
}

/**
 * Answers when the session is over and the cuff has been silent for as long as the worker takes for a break between
 * two measurements (BLE_TIMINGS.newBurstMs); a real cuff is silent for half a minute while it pumps.
 */
async function nextMeasurement(cuff: SimulatedCuff) {
  await home.live.until(() => (cuff.connections > 0 && !cuff.isConnected ? true : null), 100);
  cuff.stopAdvertising();
  await setTimeout(BLE_TIMINGS.newBurstMs + 300);
}

const reading = (systolicMmHg: number) =>
  home.live.event('reading.recorded', ({ data }) => data?.systolicMmHg === systolicMmHg);

describe('a cuff on the air', () => {
  it('is listed while untrusted and never connected to', async () => {
    const cuff = home.radio.add(simulatedCuff({ address: 'c0:ff:ee:00:00:01', name: 'Upper Arm 1' }));
    cuff.measure({ systolic: 124, diastolic: 81 });
    await home.live.event('device.discovered');
    await home.live.until(() => (cuff.isAdvertising ? null : true), 200);
    expect(await devicesOf(home.hub.url)).toMatchObject([
      { address: 'c0:ff:ee:00:00:01', name: 'Upper Arm 1', isTrusted: false, kind: 'blood-pressure-cuff' },
    ]);
    expect(cuff.connections).toBe(0);
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
  });

  it('tells what it is at while it pumps, for longer than a device may keep silent, and then its measurement', async () => {
    const cuff = await aTrustedCuff({ staysOn: true });
    await home.live.until(() => (cuff.hasSubscriber('2a36') ? true : null), 20);
    for (let pressure = 20; pressure <= 160; pressure += 20) {
      cuff.pump(pressure);
      await setTimeout(900);
    }
    await home.live.event('device.status', ({ data }) => data?.cuffPressureMmHg === 20);
    await home.live.event('device.status', ({ data }) => Number(data?.cuffPressureMmHg) > 100);
    cuff.measure({ systolic: 124, diastolic: 81 });
    await reading(124);
    await expect
      .poll(() => devicesOf(home.hub.url))
      .toMatchObject([{ cuffPressureMmHg: null, lastProblem: null }]);
    expect(cuff.connections).toBe(1);
    expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(1);
  });

  it('has its measurement stored once, though it sends it again on every connection', async () => {
    const cuff = await aTrustedCuff({ requiresEncryption: true, replays: true });
    cuff.measure({ systolic: 124, diastolic: 81, map: 95, pulse: 72, userId: 1 });
    const event = await reading(124);
    expect(event).toMatchObject({
      residentId: home.residentId,
      data: { diastolicMmHg: 81, meanArterialPressureMmHg: 95, heartRatePerMin: 72, source: 'device' },
    });
    const connections = cuff.connections;
    await nextMeasurement(cuff);
    cuff.measure({ systolic: 131, diastolic: 84 });
    await reading(131);
    expect(cuff.connections).toBeGreaterThan(connections);
    expect(cuff.encryptedLinks).toBeGreaterThan(0);
    expect(cuff.indicationsSent).toBeGreaterThanOrEqual(3);
    const stored = (await readingsOf(home.hub.url, home.residentId)).map(({ systolicMmHg }) => systolicMmHg);
    expect(stored).toEqual([131, 124]);
  });

  it('is caught when it speaks for three seconds only', async () => {
    const cuff = await aTrustedCuff({ windowMs: 3_000, requiresEncryption: true });
    await nextMeasurement(cuff);
    cuff.measure({ systolic: 118, diastolic: 76 });
    expect(await reading(118)).toMatchObject({ data: { category: 'normal' } });
  });

  it('stores nothing of a measurement that failed, and says so', async () => {
    const cuff = await aTrustedCuff();
    cuff.failedMeasurement();
    await home.live.event('device.status', ({ data }) => data?.lastProblem === 'measurement-failed');
    expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
    await nextMeasurement(cuff);
    cuff.measure({ systolic: 119, diastolic: 77 });
    await reading(119);
    await home.live.event('device.status', ({ data }) => data?.lastProblem === null);
  });

  it('stores nothing of a measurement cut at any length, and goes on to store the next', async () => {
    const whole = '1e7c0051005f00ea070b16131e004800010000';
    const cuff = await aTrustedCuff();
    for (let length = 0; length < whole.length; length += 2) cuff.indicateRaw(whole.slice(0, length));
    cuff.measure({ systolic: 122, diastolic: 79 });
    await reading(122);
    expect((await readingsOf(home.hub.url, home.residentId)).map(({ systolicMmHg }) => systolicMmHg)).toEqual(
      [122],
    );
    expect(home.hub.output()).not.toContain('the scanner ended');
  });

  it('has the time of its measurement corrected when its clock was years behind', async () => {
    const cuff = await aTrustedCuff({ wallClock: '2021-01-01T08:00:00' });
    cuff.measure({ systolic: 125, diastolic: 79 });
    const { data } = await reading(125);
    const measuredAt = Date.parse(String(data?.measuredAt));
    expect(Math.abs(Date.now() - measuredAt)).toBeLessThan(60_000);
    expect(cuff.clockWrites).toBeGreaterThan(0);
    expect(cuff.wallClock.slice(0, 4)).toBe(String(new Date().getUTCFullYear()));
  });

  it('loses nothing and doubles nothing when the home.hub is killed in mid-transfer', async () => {
    const cuff = await aTrustedCuff({ requiresEncryption: true });
    await nextMeasurement(cuff);
    const systolics = [141, 142, 143, 144, 145];
    for (const systolic of systolics) cuff.measure({ systolic, diastolic: 82 });
    await home.live.event('reading.recorded');
    await home.hub.end('SIGKILL');
    await home.startHub();
    cuff.wake();
    await reading(145);
    const stored = (await readingsOf(home.hub.url, home.residentId)).map(({ systolicMmHg }) => systolicMmHg);
    expect(stored.sort()).toEqual(systolics);
  });
});
