import { describe, expect, it } from 'vitest';
import { isPlausibleRecord, readOximeter, readThermometer } from './device-record.ts';
import { DEVICE_PROFILES, readRecord } from './devices.ts';

const bytesOf = (hex: string) => Uint8Array.fromHex(hex);

describe('a record', () => {
  it.each([
    ['2a35', '147c0051005f00c0f20400', ['blood-pressure']],
    ['2a1c', '006e0100ff', ['body-temperature']],
    ['2a5e', '0061004800', ['spo2', 'heart-rate']],
    ['2a5e', '006100ff07', ['spo2']],
    ['2a9d', '004038', ['body-weight']],
  ])('of %s says %s in the words of the vitals', (uuid, hex, kinds) => {
    const read = readRecord(uuid, bytesOf(hex));
    if (read.kind !== 'measured') throw new Error(`not measured: ${read.kind}`);
    expect(read.measurement.readings.map(({ kind }) => kind)).toEqual(kinds);
    expect(isPlausibleRecord(read.measurement)).toBe(true);
  });

  it('that failed or is malformed says nothing', () => {
    for (const { measurementUuid } of DEVICE_PROFILES)
      expect(readRecord(measurementUuid, bytesOf('00'))).toEqual({ kind: 'malformed', reason: 'truncated' });
    expect(readRecord('2a9d', bytesOf('00ffff'))).toEqual({ kind: 'failed' });
    expect(readOximeter(bytesOf('02610048002000'))).toEqual({ kind: 'failed' });
  });

  it('is no person’s when any of it can hardly be', () => {
    const read = readRecord('2a5e', bytesOf('0061000c00'));
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
    expect(() => readRecord('2a19', bytesOf('57'))).toThrow('2a19');
  });
});
