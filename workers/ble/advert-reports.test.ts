import { describe, expect, it } from 'vitest';
import { AdvertReports } from './advert-reports.ts';

const CUFF = 'c0:ff:ee:00:00:01';

describe('AdvertReports', () => {
  it('reports an address once in five seconds', () => {
    const reports = new AdvertReports(5_000);
    const due = [0, 20, 4_999, 5_000, 5_001, 10_000].filter((now) => reports.isDue(CUFF, false, now));
    expect(due).toEqual([0, 5_000, 10_000]);
  });

  it('reports at once when the name is learnt, and only then', () => {
    const reports = new AdvertReports(5_000);
    expect(reports.isDue(CUFF, false, 0)).toBe(true);
    expect(reports.isDue(CUFF, true, 20)).toBe(true);
    expect(reports.isDue(CUFF, false, 40)).toBe(false);
    expect(reports.isDue(CUFF, true, 60)).toBe(false);
  });

  it('remembers a bounded number of addresses', () => {
    const reports = new AdvertReports(5_000);
    for (let n = 0; n < 20_000; n += 1) reports.isDue(`address ${n}`, false, n);
    expect(reports.size).toBe(500);
  });
});
