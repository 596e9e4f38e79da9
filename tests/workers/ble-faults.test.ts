/** What devices and adapters do wrong, and that a good session follows: real worker, real noble, simulated radio. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulatedCuff, startRadio } from '../radio/radio.ts';
import type { MeterFaults, Radio } from '../radio/radio.ts';
import { QUICK_TIMINGS, useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const OTHER = 'c0:ff:ee:00:00:02';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

describe('a session that goes wrong', () => {
  const FAULTS: readonly (readonly [string, MeterFaults, string])[] = [
    ['does not answer the connect', { ignoresConnect: true }, 'connect-timed-out'],
    ['answers nothing once connected', { answersNothing: true }, 'discovery-timed-out'],
    ['refuses to pair', { refusesPairing: true }, 'pairing-refused'],
    ['refuses the subscription', { refusesSubscription: true }, 'subscribe-failed'],
    ['drops the link at once', { dropsLinkAt: 'connected' }, 'disconnected-early'],
    ['drops the link while it is discovered', { dropsLinkAt: 'discovering' }, 'disconnected-early'],
    ['drops the link while pairing', { dropsLinkAt: 'pairing' }, 'disconnected-early'],
    ['drops the link instead of sending', { dropsLinkAt: 'subscribed' }, 'disconnected-early'],
  ];

  it.each(FAULTS)('ends when the cuff %s, and the next one is good', async (_, faults, problem) => {
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 20_000, faults: { ...faults } }),
    );
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    const bytes = cuff.measure({ systolic: 124, diastolic: 81 });
    const startedAt = performance.now();
    expect(await scanner.sessionEnd(CUFF)).toBe(problem);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(cuff.isConnected).toBe(false);

    for (const fault of Object.keys(faults)) delete cuff.faults[fault as keyof MeterFaults];
    let last = problem as string | null;
    // One more failure may be under way already.
    for (let attempt = 0; attempt < 3 && last !== null; attempt += 1) last = await scanner.sessionEnd(CUFF);
    expect(last).toBeNull();
    expect(Buffer.from(scanner.records.at(-1)?.bytes ?? []).equals(bytes)).toBe(true);
    expect(cuff.confirmations).toBe(1);
  });

  const HARMLESS: readonly (readonly [string, MeterFaults])[] = [
    ['answers the MTU request with "invalid PDU"', { mtuRefusal: 0x04 }],
    ['answers the MTU request with "not supported"', { mtuRefusal: 0x06 }],
    ['refuses to have its clock set', { refusesClock: true }],
    ['has no scan response', { noScanResponse: true }],
    ['drops the link right after the confirmation', { dropsLinkAt: 'confirmed' }],
    ['takes no notice of the confirmation', { ignoresConfirmations: true }],
  ];

  it.each(HARMLESS)('is good all the same when the cuff %s', async (_, faults) => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true, faults }));
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toHaveLength(1);
    expect(cuff.confirmations).toBe(1);
  });

  it('is good when the cuff has nothing to send and hangs up', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    cuff.wake();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toEqual([]);
  });

  it('hands a measurement over twice when the link falls before the confirmation', async () => {
    const faults: MeterFaults = { dropsLinkAt: 'indicated' };
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000, faults }));
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.sessionEnd(CUFF);
    expect(scanner.records).toHaveLength(1);
    expect(cuff.confirmations).toBe(0);
    delete faults.dropsLinkAt;
    delete cuff.faults.dropsLinkAt;
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records[1]?.bytes).toEqual(scanner.records[0]?.bytes);
    expect(cuff.confirmations).toBe(1);
  });
});

describe('a silent device', () => {
  it('does not block another cuff, not even one that listens for half a second', async () => {
    const silent = radio.add(
      simulatedCuff({ address: OTHER, windowMs: 20_000, faults: { ignoresConnect: true } }),
    );
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 500, keepsRecords: false }));
    // The connect of the silent one would take eight seconds.
    const scanner = startScanner({
      trusted: [CUFF, OTHER],
      timings: { ...QUICK_TIMINGS, connectMs: 8_000, yieldConnectMs: 200 },
    });
    await scanner.scanning();
    silent.wake();
    await scanner.phase(OTHER, 'connecting');
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect((await scanner.record()).address).toBe(CUFF);
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(silent.connections).toBe(0);
  });
});

describe('an adapter that goes away', () => {
  it('ends the session at once, and is used again when it is back', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 20_000 }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    await scanner.scanning();
    const bytes = cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.record();
    radio.disconnectHost();
    await scanner.next('loss', (report) => report.type === 'state' && report.state === 'down');
    expect(await scanner.sessionEnd(CUFF)).toBe('adapter-lost');

    scanner.stores = true;
    await scanner.scanning();
    expect(Buffer.from((await scanner.record()).bytes).equals(bytes)).toBe(true);
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
    expect(radio.hostsSeen).toBe(2);
  });

  it('does not leave a pending connect behind', async () => {
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, windowMs: 20_000, faults: { ignoresConnect: true } }),
    );
    const scanner = startScanner({ trusted: [CUFF], timings: { ...QUICK_TIMINGS, connectMs: 8_000 } });
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.phase(CUFF, 'connecting');
    radio.disconnectHost();
    expect(await scanner.sessionEnd(CUFF)).toBe('adapter-lost');
    delete cuff.faults.ignoresConnect;
    await scanner.scanning();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
  });

  it('may be missing at first: it is waited for', async () => {
    const { hci } = radio;
    const port = Number(hci.split(':').at(-1));
    await radio.stop();
    const scanner = startScanner({ hci, trusted: [CUFF] });
    await scanner.next('down', (report) => report.type === 'state' && report.state === 'down');
    const later = await startRadio({ port });
    await scanner.scanning();
    const cuff = later.add(simulatedCuff({ address: CUFF }));
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    await later.stop();
  });
});

describe('the thread itself', () => {
  it('says what broke it, and exits for the host to start it again', async () => {
    const scanner = startScanner();
    await scanner.scanning();
    scanner.send({ type: 'trust', trusted: 'no list' } as never);
    const report = await scanner.next('failure', ({ type }) => type === 'failed');
    expect(report).toMatchObject({ type: 'failed', detail: expect.stringContaining('map') as string });
    expect(await scanner.exited).toBe(1);
  });

  it('fails with the reason when BETTI_HCI cannot be read', async () => {
    const scanner = startScanner({ hci: 'udp:nowhere' });
    const report = await scanner.next('failure', ({ type }) => type === 'failed');
    expect(report).toMatchObject({ detail: expect.stringContaining('udp:nowhere') as string });
    expect(await scanner.exited).toBe(1);
  });

  it.skipIf(existsSync('/sys/class/bluetooth'))(
    'says so, and lives on, where there is no Bluetooth',
    async () => {
      const scanner = startScanner({ hci: undefined });
      const report = await scanner.next('absence', ({ type }) => type === 'state');
      expect(report).toMatchObject({ state: 'starting' });
      const absence = await scanner.next('absence', ({ type }) => type === 'state');
      expect(absence).toEqual({
        type: 'state',
        state: 'absent',
        detail: 'This machine has no Bluetooth adapter.',
      });
      expect(await scanner.stop()).toBe(0);
    },
  );
});
