import { describe, expect, it } from 'vitest';
import { BLE_TIMINGS } from './timings.ts';
import { Turns } from './turns.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const OTHER = 'c0:ff:ee:00:00:02';

const someTurns = () => new Turns(BLE_TIMINGS, () => 0.5);

describe('Turns', () => {
  it('begins with the device that was heard first, one at a time', () => {
    const turns = someTurns();
    expect(turns.heard(CUFF, 0)).toBe(true);
    expect(turns.heard(OTHER, 1)).toBe(true);
    expect(turns.heard(CUFF, 2)).toBe(false);
    expect(turns.begin(3)).toBe(CUFF);
    expect(turns.begin(4)).toBeNull();
    turns.end(CUFF, true, 5);
    expect(turns.begin(6)).toBe(OTHER);
  });

  it('lets the next one begin when a device streams, and does not begin with that one again', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    turns.stream();
    expect(turns.heard(CUFF, 100_000)).toBe(false);
    turns.heard(OTHER, 100_000);
    expect(turns.begin(100_000)).toBe(OTHER);
    expect(turns.end(CUFF, true, 100_001)).toBe(60_000);
    expect(turns.running).toBe(OTHER);
    expect(turns.heard(CUFF, 170_000)).toBe(true);
  });

  it('leaves a device alone after a good session, as long as it goes on advertising', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    expect(turns.end(CUFF, true, 4_000)).toBe(60_000);
    for (let now = 4_100; now < 64_000; now += 100) expect(turns.heard(CUFF, now)).toBe(false);
    expect(turns.heard(CUFF, 64_000)).toBe(true);
  });

  it('takes a device that fell silent and speaks again for a new measurement', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    turns.end(CUFF, true, 4_000);
    expect(turns.heard(CUFF, 4_100)).toBe(false);
    expect(turns.heard(CUFF, 6_099)).toBe(false);
    expect(turns.heard(CUFF, 8_099)).toBe(true);
  });

  it('does not take the silence of a connected device for a pause between measurements', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    turns.end(CUFF, true, 30_000);
    expect(turns.heard(CUFF, 30_050)).toBe(false);
  });

  it('backs off after failures and starts anew after a good session', () => {
    const turns = someTurns();
    const fail = (now: number) => {
      turns.heard(CUFF, now);
      expect(turns.begin(now)).toBe(CUFF);
      return turns.end(CUFF, false, now);
    };
    expect(fail(0)).toBe(1_000);
    expect(turns.heard(CUFF, 999)).toBe(false);
    expect(fail(1_000)).toBe(2_000);
    expect(fail(3_000)).toBe(4_000);
    turns.heard(CUFF, 7_000);
    turns.begin(7_000);
    turns.end(CUFF, true, 7_000);
    expect(fail(70_000)).toBe(1_000);
  });

  it('gives a device in back-off one attempt when it starts to advertise anew', () => {
    const turns = someTurns();
    for (let n = 0; n < 6; n += 1) {
      turns.heard(CUFF, n * 100_000);
      turns.begin(n * 100_000);
      turns.end(CUFF, false, n * 100_000);
    }
    expect(turns.heard(CUFF, 505_000)).toBe(false);
    expect(turns.heard(CUFF, 514_999)).toBe(false);
    expect(turns.heard(CUFF, 525_000)).toBe(true);
  });

  it('prefers the device that has failed less', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    turns.end(CUFF, false, 0);
    turns.heard(CUFF, 2_000);
    turns.heard(OTHER, 2_500);
    expect(turns.begin(3_000)).toBe(OTHER);
  });

  it('says when a waiting device is as urgent as the one whose turn it is', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.begin(0);
    expect(turns.isUrgentWaiting(0)).toBe(false);
    turns.heard(OTHER, 10);
    expect(turns.isUrgentWaiting(10)).toBe(true);
    turns.end(CUFF, false, 20);
    turns.begin(20);
    turns.heard(CUFF, 2_000);
    expect(turns.isUrgentWaiting(2_000)).toBe(false);
  });

  it('skips a device that went back to sleep while it waited', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    expect(turns.begin(6_001)).toBeNull();
    expect(turns.dropStale(6_001)).toEqual([CUFF]);
    expect(turns.heard(CUFF, 9_000)).toBe(true);
    expect(turns.begin(9_000)).toBe(CUFF);
  });

  it('forgets devices that are no longer trusted', () => {
    const turns = someTurns();
    turns.heard(CUFF, 0);
    turns.heard(OTHER, 0);
    turns.keepOnly(new Set([OTHER]));
    expect(turns.begin(1)).toBe(OTHER);
    turns.end(OTHER, true, 1);
    expect(turns.begin(2)).toBeNull();
  });
});
