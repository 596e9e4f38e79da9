import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeadline, withDeadline } from './deadline.ts';

const NEVER = new Promise<never>(() => {});
const late = () => new Error('late');

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('withDeadline', () => {
  it('passes a result on, and leaves no timer behind', async () => {
    const { signal } = new AbortController();
    await expect(withDeadline(Promise.resolve(7), 1_000, signal, late)).resolves.toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects work that never settles, at its deadline', async () => {
    const ended = withDeadline(NEVER, 1_000, new AbortController().signal, late);
    const refusal = expect(ended).rejects.toThrow('late');
    await vi.advanceTimersByTimeAsync(1_000);
    await refusal;
  });

  it("rejects with the signal's reason, even when it was aborted before", async () => {
    const control = new AbortController();
    const ended = withDeadline(NEVER, 1_000, control.signal, late);
    control.abort(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
    await expect(withDeadline(NEVER, 1_000, control.signal, late)).rejects.toThrow('gone');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets work fail after its deadline without a trace', async () => {
    const work = Promise.withResolvers<void>();
    const ended = withDeadline(work.promise, 1_000, new AbortController().signal, late);
    const refusal = expect(ended).rejects.toThrow('late');
    await vi.advanceTimersByTimeAsync(1_000);
    await refusal;
    work.reject(new Error('too late to matter'));
    await vi.advanceTimersByTimeAsync(0);
  });
});

describe('createDeadline', () => {
  it('starts its span anew when it is armed again', async () => {
    const deadline = createDeadline(new AbortController().signal);
    deadline.arm(1_000, late);
    const ended = deadline.race(NEVER);
    const refusal = expect(ended).rejects.toThrow('pairing');
    await vi.advanceTimersByTimeAsync(900);
    deadline.arm(10_000, () => new Error('pairing'));
    await vi.advanceTimersByTimeAsync(10_000);
    await refusal;
  });
});
