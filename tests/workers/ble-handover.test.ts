/** A measurement's way from a cuff, through the real worker and real noble, to the main thread. Simulated radio. */
import { describe, expect, it } from 'vitest';
import { simulatedCuff } from '../radio/radio.ts';
import type { Radio } from '../radio/radio.ts';
import { QUICK_TIMINGS, useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

describe('the hand-over of a measurement', () => {
  it('brings the reading of an encrypted cuff, and confirms it only after it was stored', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    await scanner.scanning();
    const bytes = cuff.measure({ systolic: 124, diastolic: 81, pulse: 72 });

    const record = await scanner.record();
    expect(record).toMatchObject({ address: CUFF, characteristicUuid: '2a35' });
    expect(Buffer.from(record.bytes).equals(bytes)).toBe(true);
    expect(cuff.encryptedLinks).toBe(1);
    // Adverts of two strangers, sent after the indication, have come through by now: so had an early confirmation.
    for (const octet of ['07', '08']) {
      radio.inject(Buffer.from(`043e0f02010000${octet}0000051c0003020106c4`, 'hex'));
      await scanner.next('advert', ({ type }) => type === 'discovered');
    }
    expect(cuff.confirmations).toBe(0);

    scanner.stored(record);
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
    expect(cuff.recordsToSend).toBe(0);
    expect(scanner.phasesOf(CUFF)).toEqual([
      'queued',
      'connecting',
      'discovering',
      'setting-clock',
      'subscribing',
      'securing',
      'subscribing',
      'collecting',
      'closing',
      'cooldown',
    ]);
  });

  it('catches a cuff that listens for three seconds only, with the timings of every day', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 3_000 }));
    const scanner = startScanner({ trusted: [CUFF], timings: {} });
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.record();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
  });

  it('catches a cuff without a scan response that listens for a quarter of a second', async () => {
    const faults = { noScanResponse: true };
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 250, keepsRecords: false, faults }));
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.record();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
  });

  it('brings every measurement the cuff has kept, each confirmed before the next is sent', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const sent = [118, 119, 120].map((systolic) => cuff.measure({ systolic, diastolic: 80 }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    for (const [index, bytes] of sent.entries()) {
      const record = await scanner.record();
      expect(Buffer.from(record.bytes).equals(bytes)).toBe(true);
      expect(cuff.confirmations).toBe(index);
      scanner.stored(record);
    }
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(3);
  });

  it('loses nothing of a burst', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, sendsInBurst: true, requiresEncryption: true }));
    for (let n = 0; n < 20; n += 1) cuff.measure({ systolic: 110 + n, diastolic: 80 });
    const scanner = startScanner({ trusted: [CUFF] });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toHaveLength(20);
    expect(new Set(scanner.records.map(({ recordId }) => recordId)).size).toBe(20);
    expect(cuff.confirmations).toBe(20);
  });

  it('takes a new measurement a little after a session', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true }));
    const scanner = startScanner({ trusted: [CUFF], timings: { newBurstMs: 100 } });
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    const heldBack = cuff.connections;
    await new Promise((resolve) => setTimeout(resolve, 150));
    const bytes = cuff.measure({ systolic: 130, diastolic: 85 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.connections).toBe(heldBack + 1);
    expect(Buffer.from(scanner.records[1]?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it('leaves a cuff alone that goes on advertising after its session', async () => {
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, faults: { ignoresConfirmations: true }, windowMs: 20_000 }),
    );
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.isAdvertising).toBe(true);
    const endedAt = performance.now();
    await scanner.next('next phase', (report) => report.type === 'session');
    expect(performance.now() - endedAt).toBeGreaterThan(QUICK_TIMINGS.cooldownMs / 2);
  });

  it('hands a replayed record over again', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, replays: true }));
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    const first = cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    const second = cuff.measure({ systolic: 130, diastolic: 85 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    const sent = scanner.records.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    expect(sent).toEqual([first, first, second].map((bytes) => bytes.toString('hex')));
  });
});

describe('a measurement that was not stored', () => {
  it('is not confirmed when the thread dies, and comes to the next one', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 20_000 }));
    const dying = startScanner({ trusted: [CUFF], stores: false });
    const bytes = cuff.measure({ systolic: 124, diastolic: 81 });
    await dying.record();
    await dying.kill();
    expect(cuff.confirmations).toBe(0);

    const next = startScanner({ trusted: [CUFF] });
    expect(Buffer.from((await next.record()).bytes).equals(bytes)).toBe(true);
    expect(await next.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
  });

  it('is not confirmed when the main thread does not answer, and is sent again', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000 }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    const bytes = cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBe('not-stored');
    expect(cuff.confirmations).toBe(0);

    scanner.stores = true;
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(Buffer.from(scanner.records.at(-1)?.bytes ?? []).equals(bytes)).toBe(true);
    expect(cuff.confirmations).toBe(1);
  });

  it('stays on the device when the thread is told to stop', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.record();
    expect(cuff.isConnected).toBe(true);
    expect(await scanner.stop()).toBe(0);
    expect(cuff.isConnected).toBe(false);
    expect(cuff.confirmations).toBe(0);
    expect(cuff.recordsToSend).toBe(1);
  });
});

describe("the device's clock", () => {
  it('is read before it is set, and set to the wall time of its resident', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, wallClock: '2021-01-01T00:00:00' }));
    const scanner = startScanner({ trusted: [CUFF], timeZone: 'Asia/Kathmandu' });
    cuff.measure({ systolic: 124, diastolic: 81 });
    const { clockOffsetMs } = await scanner.record();
    const wallTime = Temporal.Now.plainDateTimeISO('Asia/Kathmandu');
    const behindMs = Temporal.PlainDateTime.from('2021-01-01T00:00:00').until(wallTime).total('milliseconds');
    expect(Math.abs((clockOffsetMs ?? 0) - behindMs)).toBeLessThan(5_000);
    const leftMs = Temporal.PlainDateTime.from(cuff.wallClock).until(wallTime).total('milliseconds');
    expect(Math.abs(leftMs)).toBeLessThan(5_000);
    expect(cuff.clockWrites).toBe(1);
  });

  it('may refuse to be set: the measurement comes all the same', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, faults: { refusesClock: true } }));
    const scanner = startScanner({ trusted: [CUFF], timeZone: 'Europe/Berlin' });
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect((await scanner.record()).clockOffsetMs).not.toBeNull();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.clockWrites).toBe(0);
  });
});
