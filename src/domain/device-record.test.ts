import { describe, expect, it } from 'vitest';
import { isPlausibleRecord, readOximeter, readThermometer } from './device-record.ts';
import { DEVICE_PROFILES, readRecord } from './devices.ts';

const bytesOf = (hex: string) => Uint8Array.fromHex(hex);

describe('a record', () => {
  it.each([
    ['blood-pressure-cuff', '2a35', '147c0051005f00c0f20400', ['blood-pressure']],
    ['thermometer', '2a1c', '006e0100ff', ['body-temperature']],
    ['pulse-oximeter', '2a5e', '0061004800', ['spo2', 'heart-rate']],
    ['pulse-oximeter', '2a5e', '006100ff07', ['spo2']],
    ['pulse-oximeter', '2a5f', '136100480062004900600047002df0', ['spo2', 'heart-rate']],
    ['heart-rate-strap', '2a37', '0048', ['heart-rate']],
    ['weight-scale', '2a9d', '004038', ['body-weight']],
    ['glucose-sensor', '2aa7', '060078000500', ['glucose']],
    ['glucose-meter', '2a18', '020700ea070b160732005ab011', ['glucose']],
  ] as const)('of a %s in %s says %s in the words of the vitals', (kind, uuid, hex, kinds) => {
    const read = readRecord(kind, uuid, bytesOf(hex));
    if (read.kind !== 'measured') throw new Error(`not measured: ${read.kind}`);
    expect(read.measurement.readings.map(({ kind }) => kind)).toEqual(kinds);
    expect(isPlausibleRecord(read.measurement)).toBe(true);
  });

  it('that failed or is malformed says nothing', () => {
    for (const { kind, measurements } of DEVICE_PROFILES)
      for (const { uuid } of measurements)
        expect(readRecord(kind, uuid, bytesOf('00'))).toEqual({ kind: 'malformed', reason: 'truncated' });
    expect(readRecord('weight-scale', '2a9d', bytesOf('00ffff'))).toEqual({ kind: 'failed' });
    expect(readOximeter(bytesOf('02610048002000'))).toEqual({ kind: 'failed' });
  });

  it('of a test liquid is no reading, and no failure either', () => {
    expect(readRecord('glucose-meter', '2a18', bytesOf('020700ea070b160732005ab01a'))).toEqual({
      kind: 'no-reading',
    });
  });

  it('is no person’s when any of it can hardly be', () => {
    const read = readRecord('pulse-oximeter', '2a5e', bytesOf('0061000c00'));
    expect(read).toMatchObject({ kind: 'measured' });
    expect(read.kind === 'measured' && isPlausibleRecord(read.measurement)).toBe(false);
  });

  it.each([
    ['01', 'armpit'],
    ['03', 'ear'],
    ['09', 'ear'],
    ['06', 'oral'],
    ['07', 'rectal'],
    ['02', undefined],
  ])('of a thermometer at site %s is of %s', (site, word) => {
    const read = readThermometer(bytesOf(`046e0100ff${site}`));
    expect(read).toMatchObject({ measurement: { readings: [{ context: word ? { site: word } : {} }] } });
  });

  it('of a characteristic that no device is read by is a fault of the program', () => {
    expect(() => readRecord('thermometer', '2a35', bytesOf('57'))).toThrow('No thermometer is read by 2a35');
  });
});
