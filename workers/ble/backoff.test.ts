import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from one second to one minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => backoffMs(failures, 1_000, 60_000, 0.5));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('stays within 20 % of that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const meanMs = backoffMs(failures, 1_000, 60_000, 0.5);
          const waitMs = backoffMs(failures, 1_000, 60_000, random);
          expect(waitMs).toBeGreaterThanOrEqual(meanMs * 0.8 - 1);
          expect(waitMs).toBeLessThanOrEqual(meanMs * 1.2 + 1);
        },
      ),
    );
  });
});
