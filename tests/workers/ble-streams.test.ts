/** Devices that are worn: they stream beside the sessions of the others, and end when they are taken off. */
import { describe, expect, it } from 'vitest';
import { simulatedCuff, SimulatedStrap, type Radio } from '../radio/radio.ts';
import { QUICK_TIMINGS, useScanners } from './ble-harness.ts';

const STRAP = 'c0:ff:ee:00:00:06';
const CUFF = 'c0:ff:ee:00:00:01';
const TIME_ZONE = 'Europe/Berlin';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

const strapAndCuff = () => {
  const strap = radio.add(new SimulatedStrap({ address: STRAP, everyMs: 20 }));
  const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000 }));
  const scanner = startScanner({ timings: { ...QUICK_TIMINGS, liveIdleMs: 400 } });
  scanner.send({
    type: 'trust',
    trusted: [
      {
        address: STRAP,
        timeZone: TIME_ZONE,
        kind: 'heart-rate-strap',
        lastSequence: null,
        bond: null,
        consents: [],
        isHalo: false,
      },
      {
        address: CUFF,
        timeZone: TIME_ZONE,
        kind: 'blood-pressure-cuff',
        lastSequence: null,
        bond: null,
        consents: [],
        isHalo: false,
      },
    ],
  });
  return { strap, cuff, scanner };
};

describe('a strap', () => {
  it('streams on while a cuff has its session, and is over when it is taken off', async () => {
    const { strap, cuff, scanner } = strapAndCuff();
    strap.beat(72);
    await scanner.phase(STRAP, 'streaming');
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
    const before = scanner.records.length;
    await scanner.record();
    expect(scanner.records.length).toBeGreaterThan(before);
    expect(strap.isConnected).toBe(true);
    strap.takeOff();
    expect(await scanner.sessionEnd(STRAP)).toBeNull();
    const ofStrap = scanner.records.filter(({ address }) => address === STRAP);
    expect(ofStrap).toHaveLength(strap.valuesSent);
    expect(new Set(ofStrap.map(({ bytes }) => Buffer.from(bytes).toString('hex')))).toEqual(
      new Set(['0648']),
    );
  });

  it('that falls silent without hanging up is let go, and found again when it beats', async () => {
    const { strap, scanner } = strapAndCuff();
    strap.beat(72);
    await scanner.phase(STRAP, 'streaming');
    strap.stopAdvertising();
    strap.faults.answersNothing = true;
    Reflect.set(strap, 'notify', () => undefined);
    await scanner.sessionEnd(STRAP);
    expect(strap.isConnected).toBe(false);
    Reflect.deleteProperty(strap, 'notify');
    delete strap.faults.answersNothing;
    strap.beat(75);
    await scanner.phase(STRAP, 'streaming');
    expect(strap.connections).toBe(2);
  });

  it('that is trusted no more is let go at once', async () => {
    const { strap, scanner } = strapAndCuff();
    strap.beat(72);
    await scanner.phase(STRAP, 'streaming');
    scanner.send({ type: 'trust', trusted: [] });
    await scanner.phase(STRAP, 'idle');
    expect(strap.isConnected).toBe(false);
  });

  it('is let go when the hub stops', async () => {
    const { strap, scanner } = strapAndCuff();
    strap.beat(72);
    await scanner.phase(STRAP, 'streaming');
    expect(await scanner.stop()).toBe(0);
    expect(strap.isConnected).toBe(false);
  });
});
