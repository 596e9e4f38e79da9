import { describe, expect, it } from 'vitest';
import { createLiveMinutes, type LiveRecord } from './live-minutes.ts';

const STRAP = 'c0:ff:ee:00:00:06';

const at = (second: number, perMin: number, address = STRAP): LiveRecord => ({
  record: {
    ...{ recordId: second, address, characteristicUuid: '2a37', bytes: Uint8Array.of(0, perMin) },
    ...{ receivedAt: second * 1_000, clockOffsetMs: null },
  },
  content: {
    readings: [{ kind: 'heart-rate', value: perMin, entered: { value: perMin, unit: '/min' }, context: {} }],
    ...{ deviceTime: null, deviceUser: null },
  },
});

describe('a minute of a worn device', () => {
  it('is stood for by the value in its middle, when the next one begins', () => {
    const minutes = createLiveMinutes();
    for (let second = 0; second < 60; second += 1)
      expect(minutes.add(at(second, second < 40 ? 70 + (second % 3) : 200))).toBeNull();
    const ended = minutes.add(at(60, 75));
    expect(ended?.record.bytes[1]).toBe(72);
    expect(minutes.add(at(61, 75))).toBeNull();
  });

  it('ends early when it is taken off, and is nothing when it had hardly begun', () => {
    const minutes = createLiveMinutes();
    for (let second = 0; second < 4; second += 1) minutes.add(at(second, 70));
    expect(minutes.end(STRAP)).toBeNull();
    for (let second = 10; second < 15; second += 1) minutes.add(at(second, 71));
    expect(minutes.addresses()).toEqual([STRAP]);
    expect(minutes.end(STRAP)?.record.bytes[1]).toBe(71);
    expect(minutes.end(STRAP)).toBeNull();
  });

  it('is each device’s own, and over when the clock was set back, too', () => {
    const minutes = createLiveMinutes();
    for (let second = 1_000; second < 1_010; second += 1) minutes.add(at(second, 70));
    expect(minutes.add(at(1_060, 90, 'c0:ff:ee:00:00:07'))).toBeNull();
    expect(minutes.add(at(500, 80))?.record.bytes[1]).toBe(70);
  });
});
