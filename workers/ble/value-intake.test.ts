import { describe, expect, it } from 'vitest';
import { BleError } from './central.ts';
import { ValueIntake } from './value-intake.ts';

const MEASUREMENT = 0x0020;
const SERVICE_CHANGED = 0x0003;
const BYTES = Uint8Array.of(1, 2, 3);

const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = Symbol('pending');
  const first = await Promise.race([
    promise.catch(() => null),
    new Promise((resolve) => setImmediate(() => resolve(pending))),
  ]);
  return first !== pending;
};

describe('ValueIntake', () => {
  it('waits for the listener to take a value', async () => {
    const intake = new ValueIntake();
    const stored = Promise.withResolvers<void>();
    intake.listen(MEASUREMENT, () => stored.promise);
    intake.receive(MEASUREMENT, BYTES);
    const taken = intake.allTaken();
    expect(await isSettled(taken)).toBe(false);
    stored.resolve();
    await taken;
  });

  it('keeps a value that comes before anyone listens, and does not count it as taken', async () => {
    const intake = new ValueIntake();
    intake.receive(MEASUREMENT, BYTES);
    const taken = intake.allTaken();
    intake.expectOnly([MEASUREMENT]);
    expect(await isSettled(taken)).toBe(false);
    const heard: Uint8Array[] = [];
    intake.listen(MEASUREMENT, async (bytes) => void heard.push(bytes));
    await taken;
    expect(heard).toEqual([BYTES]);
  });

  it('lets values go that nobody is going to want', async () => {
    const intake = new ValueIntake();
    intake.receive(SERVICE_CHANGED, BYTES);
    const taken = intake.allTaken();
    intake.expectOnly([MEASUREMENT]);
    await taken;
    intake.receive(SERVICE_CHANGED, BYTES);
    await intake.allTaken();
  });

  it('never counts anything as taken after a value was refused', async () => {
    const intake = new ValueIntake();
    intake.listen(MEASUREMENT, () => Promise.reject(new Error('not stored')));
    intake.receive(MEASUREMENT, BYTES);
    await expect(intake.allTaken()).rejects.toThrow('not stored');
    intake.listen(MEASUREMENT, () => Promise.resolve());
    intake.receive(MEASUREMENT, BYTES);
    await expect(intake.allTaken()).rejects.toThrow('not stored');
  });

  it('refuses what still waits when the link ends', async () => {
    const intake = new ValueIntake();
    intake.receive(MEASUREMENT, BYTES);
    const taken = intake.allTaken();
    intake.end(new BleError('disconnected', 'gone'));
    await expect(taken).rejects.toThrow('gone');
  });

  it('keeps a bounded number of early values', async () => {
    const intake = new ValueIntake();
    for (let n = 0; n < 1_000; n += 1) intake.receive(MEASUREMENT, Uint8Array.of(n & 0xff));
    const heard: Uint8Array[] = [];
    intake.listen(MEASUREMENT, async (bytes) => void heard.push(bytes));
    expect(heard).toHaveLength(16);
    await expect(intake.allTaken()).rejects.toThrow('more than can be kept');
  });
});
