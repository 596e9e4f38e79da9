import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueHeap } from './due-heap.ts';

describe('DueHeap', () => {
  it('has nothing due when it is empty', () => {
    const heap = new DueHeap<string>();
    expect([heap.size, heap.nextAt, heap.popDue(Infinity)]).toEqual([0, null, null]);
  });

  it('gives out what is due, and keeps what is not', () => {
    const heap = new DueHeap<string>();
    heap.push(20, 'later');
    heap.push(10, 'now');
    expect([heap.nextAt, heap.popDue(9), heap.popDue(10), heap.popDue(10)]).toEqual([10, null, 'now', null]);
    expect([heap.size, heap.nextAt]).toEqual([1, 20]);
  });

  it('keeps what passes, in the order in which it was', () => {
    const heap = new DueHeap<string>();
    for (const [index, item] of ['d', 'a', 'x', 'c', 'x', 'b'].entries()) heap.push(index % 3, item);
    heap.keep((item) => item !== 'x');
    heap.push(0, 'e');
    expect(Array.from({ length: 6 }, () => heap.popDue(2))).toEqual(['d', 'c', 'e', 'a', 'b', null]);
  });

  it('gives out everything in order of time, and of coming where the time is one', () => {
    const instant = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.oneof(instant, fc.constant(null)), { maxLength: 300 }), (doings) => {
        const heap = new DueHeap<{ at: number; order: number }>();
        let waiting: { at: number; order: number }[] = [];
        for (const [order, at] of doings.entries()) {
          if (at === null) {
            const [first = null] = waiting;
            expect(heap.popDue(Infinity)).toEqual(first);
            waiting = waiting.slice(1);
          } else {
            heap.push(at, { at, order });
            waiting = [...waiting, { at, order }].sort((a, b) => a.at - b.at || a.order - b.order);
          }
          expect([heap.size, heap.nextAt]).toEqual([waiting.length, waiting[0]?.at ?? null]);
        }
      }),
    );
  });
});
