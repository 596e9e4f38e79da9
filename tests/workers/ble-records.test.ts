/** A meter that is asked for its records: only the new ones, all when it began anew, on from where the link fell. */
import { describe, expect, it } from 'vitest';
import { SimulatedGlucoseMeter, type Radio } from '../radio/radio.ts';
import { useScanners } from './ble-harness.ts';

const METER = 'c0:ff:ee:00:00:05';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

const aMeter = (
  records: number,
  options: Partial<ConstructorParameters<typeof SimulatedGlucoseMeter>[0]> = {},
) => {
  const meter = radio.add(new SimulatedGlucoseMeter({ address: METER, ...options }));
  for (let index = 0; index < records; index += 1)
    meter.measure({ mgPerDl: 90 + index, at: `2026-11-22T07:${String(index).padStart(2, '0')}:00` });
  return meter;
};
const scannerOf = (lastSequence: number | null) =>
  startScanner({ trusted: [METER], kind: 'glucose-meter', lastSequence });
const sequencesOf = ({ records }: ReturnType<typeof scannerOf>) => records.map(({ bytes }) => bytes[1]);
const collectedOf = ({ reports }: ReturnType<typeof scannerOf>) =>
  reports.flatMap((report) => (report.type === 'collected' ? [report.lastSequence] : []));

describe('the records of a meter', () => {
  it('are all asked for when none is known, and said to be complete', async () => {
    const meter = aMeter(3);
    const scanner = scannerOf(null);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0101']);
    expect(sequencesOf(scanner)).toEqual([1, 2, 3]);
    expect(collectedOf(scanner)).toEqual([3]);
    expect(scanner.reports).toContainEqual({
      ...{ type: 'facts', address: METER },
      facts: { batteryPercent: 64, manufacturer: null, model: null, serialNumber: null, firmware: null },
    });
  });

  it('are asked for from the first new one on', async () => {
    const meter = aMeter(5);
    const scanner = scannerOf(3);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0106', '0103010400']);
    expect(sequencesOf(scanner)).toEqual([5, 4, 5]);
    expect(collectedOf(scanner)).toEqual([5]);
  });

  it('are left alone when there is nothing new', async () => {
    const meter = aMeter(5);
    const scanner = scannerOf(5);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0106']);
    expect(collectedOf(scanner)).toEqual([]);
  });

  it('are all asked for when the meter began anew', async () => {
    const meter = aMeter(5);
    meter.empty();
    meter.measure({ mgPerDl: 101, at: '2026-11-23T08:00:00' });
    const scanner = scannerOf(5);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0106', '0101']);
    expect(collectedOf(scanner)).toEqual([0]);
  });

  it('are all asked for when the meter knows no other way', async () => {
    const meter = aMeter(2, { faults: { knowsAllOnly: true } });
    const scanner = scannerOf(1);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0106', '0101']);
    expect(sequencesOf(scanner)).toEqual([1, 2]);
  });

  it('none of them: an empty meter is no trouble', async () => {
    const meter = aMeter(1);
    meter.empty();
    const scanner = scannerOf(4);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(scanner.records).toEqual([]);
  });

  it('are complete only up to where the link fell, and go on from there', async () => {
    const meter = aMeter(6, { faults: { dropsAfterRecords: 4 } });
    const scanner = scannerOf(null);
    await scanner.sessionEnd(METER);
    expect(collectedOf(scanner)).toEqual([4]);
    delete meter.faults.dropsAfterRecords;
    scanner.send({
      type: 'trust',
      trusted: [
        {
          address: METER,
          timeZone: 'Europe/Berlin',
          kind: 'glucose-meter',
          lastSequence: 4,
          bond: null,
          consents: [],
          isHalo: false,
        },
      ],
    });
    meter.measure({ mgPerDl: 99, at: '2026-11-22T09:00:00' });
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(meter.requests).toEqual(['0101', '0106', '0103010500']);
    expect(collectedOf(scanner)).toEqual([4, 7]);
  });

  it('are never said to be complete past one that was not stored', async () => {
    aMeter(4);
    const scanner = startScanner({
      ...{ trusted: [METER], kind: 'glucose-meter', lastSequence: null, stores: false },
    });
    for (let index = 0; index < 4; index += 1) {
      const record = await scanner.record();
      if (index !== 2) scanner.stored(record);
    }
    expect(await scanner.sessionEnd(METER)).toBe('not-stored');
    expect(collectedOf(scanner)).toEqual([2]);
  });

  it('are kept when the meter never says that these were all', async () => {
    aMeter(2, { faults: { neverFinishes: true } });
    const scanner = scannerOf(null);
    expect(await scanner.sessionEnd(METER)).toBeNull();
    expect(collectedOf(scanner)).toEqual([2]);
  });
});
