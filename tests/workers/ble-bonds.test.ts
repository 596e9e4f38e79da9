/** Bonds: a cuff that pairs once and never again works on the second day; one that lost its key says so. */
import { describe, expect, it } from 'vitest';
import type { Bond } from '#contracts/ble-scanner.ts';
import { simulatedCuff, type Radio } from '../radio/radio.ts';
import { useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

const aBondingCuff = () =>
  radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 20_000, faults: {} }));

async function pairOnce(cuff: ReturnType<typeof aBondingCuff>): Promise<Bond> {
  const scanner = startScanner({ trusted: [CUFF] });
  await scanner.scanning();
  cuff.measure({ systolic: 124, diastolic: 81 });
  const report = await scanner.next('bond', ({ type }) => type === 'bonded');
  expect(await scanner.sessionEnd(CUFF)).toBeNull();
  await scanner.kill();
  if (report.type !== 'bonded') throw new Error('not bonded');
  return report.bond;
}

describe('a bonded cuff', () => {
  it('that refuses to pair a second time is read with the key of its bond', async () => {
    const cuff = aBondingCuff();
    const bond = await pairOnce(cuff);
    cuff.faults.refusesPairing = true;
    const scanner = startScanner({ trusted: [CUFF], bond });
    cuff.measure({ systolic: 131, diastolic: 84 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toHaveLength(1);
    expect(cuff.pairing.refusals).toBe(0);
    expect(cuff.encryptedLinks).toBe(2);
    expect(scanner.reports.some(({ type }) => type === 'bonded')).toBe(false);
  });

  it('is not read without it', async () => {
    const cuff = aBondingCuff();
    await pairOnce(cuff);
    cuff.faults.refusesPairing = true;
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 131, diastolic: 84 });
    expect(await scanner.sessionEnd(CUFF)).toBe('pairing-refused');
    expect(scanner.records).toEqual([]);
  });

  it('that lost its key says so, is not paired behind anybody’s back, and loses nothing', async () => {
    const cuff = aBondingCuff();
    const bond = await pairOnce(cuff);
    cuff.pairing.forgetBond();
    const scanner = startScanner({ trusted: [CUFF], bond });
    const bytes = cuff.measure({ systolic: 131, diastolic: 84 });
    expect(await scanner.sessionEnd(CUFF)).toBe('bond-lost');
    expect(scanner.records).toEqual([]);
    expect(cuff.pairing.isBonded).toBe(false);
    // Somebody touched "Connect anew".
    scanner.trust();
    scanner.send({
      type: 'trust',
      trusted: [
        {
          ...{ address: CUFF, timeZone: 'Europe/Berlin', kind: 'blood-pressure-cuff' },
          ...{ lastSequence: null, bond: null, consents: [], isHalo: false },
        },
      ],
    });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records.map((record) => Buffer.from(record.bytes).equals(bytes))).toEqual([true]);
    expect(cuff.pairing.isBonded).toBe(true);
  });
});
