/** Habits that are no faults: a clock where A&D puts it; and an adapter that falls silent for good. */
import { describe, expect, it } from 'vitest';
import { simulatedCuff, SimulatedStrap, type Radio } from '../radio/radio.ts';
import { QUICK_TIMINGS, useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const STRAP = 'c0:ff:ee:00:00:06';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

describe('a cuff with its clock in the service of the measurement', () => {
  it('has it read first and then set, and its offset told with the record', async () => {
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, hasDateTime: true, wallClock: '2021-01-01T08:00:00' }),
    );
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 124, diastolic: 81 });
    const { clockOffsetMs } = await scanner.record();
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.clockWrites).toBe(1);
    const inBerlin = Temporal.Now.plainDateTimeISO('Europe/Berlin');
    const offset = inBerlin.since('2021-01-01T08:00:00').total({ unit: 'minute', relativeTo: inBerlin });
    expect((clockOffsetMs ?? 0) / 60_000).toBeCloseTo(offset, 0);
    const shown = Temporal.PlainDateTime.from(cuff.wallClock).until(inBerlin).total({ unit: 'second' });
    expect(Math.abs(shown)).toBeLessThan(10);
  });

  it('is read all the same when it does not let its clock be set', async () => {
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, hasDateTime: true, faults: { refusesClock: true } }),
    );
    const scanner = startScanner({ trusted: [CUFF] });
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toHaveLength(1);
  });
});

describe('an adapter that falls silent', () => {
  it('is told to scan anew, and given up when that is of no use', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000 }));
    const scanner = startScanner({ timings: { ...QUICK_TIMINGS, silenceMs: 200 } });
    await scanner.scanning();
    cuff.wake();
    await scanner.next('advert', ({ type }) => type === 'discovered');
    const scans = () => radio.commandsSeen.filter((opcode) => opcode === '200c').length;
    const before = scans();
    cuff.stopAdvertising();
    expect(await scanner.exited).toBe(1);
    expect(scanner.reports.at(-1)).toEqual({
      ...{ type: 'failed', detail: 'The adapter hears nothing any more.', isSilence: true },
    });
    expect(scans()).toBeGreaterThan(before);
  });

  it('is said to be silent when a new thread was of no use either, until something is heard', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000 }));
    const scanner = startScanner({
      ...{ timings: { ...QUICK_TIMINGS, silenceMs: 100 }, isAfterSilence: true },
    });
    await scanner.scanning();
    const said = await scanner.next('silence', (report) => report.type === 'state' && report.detail !== null);
    expect(said).toMatchObject({ state: 'scanning', detail: 'The adapter hears nothing, and was reset.' });
    cuff.wake();
    await scanner.next('news', (report) => report.type === 'state' && report.detail === null);
    expect(scanner.reports.some(({ type }) => type === 'failed')).toBe(false);
    expect(await scanner.stop()).toBe(0);
  });

  it('is left alone while a device is connected: that one advertises no more, and may be the only one', async () => {
    const strap = radio.add(new SimulatedStrap({ address: STRAP, everyMs: 50 }));
    const scanner = startScanner({
      ...{ trusted: [STRAP], kind: 'heart-rate-strap', timings: { ...QUICK_TIMINGS, silenceMs: 100 } },
    });
    strap.beat(72);
    await scanner.phase(STRAP, 'streaming');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(strap.isConnected).toBe(true);
    expect(strap.connections).toBe(1);
    expect(scanner.reports.some(({ type }) => type === 'failed')).toBe(false);
  });

  it('is left alone where nothing was ever heard: there may be nothing', async () => {
    const scanner = startScanner({ timings: { ...QUICK_TIMINGS, silenceMs: 100 } });
    await scanner.scanning();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(scanner.reports.every(({ type }) => type === 'state')).toBe(true);
    expect(await scanner.stop()).toBe(0);
  });
});
