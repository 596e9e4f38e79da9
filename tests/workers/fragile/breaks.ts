/** The ways in which a thread can go wrong, done on purpose. Lives in fixtures alone; no worker of the hub knows it. */

export const BREAKS = ['throws', 'exits', 'loops', 'fills its heap', 'fills its buffers'] as const;
/** Standing still comes apart: nothing the hub does can bring a thread to it but the machine. */
export type Break = (typeof BREAKS)[number] | 'stands still';

/** The hub's threads that can be broken. */
export type Fragile = 'scanner' | 'reminders';

/** Has the calling thread break when somebody in the process says so, on a channel that no hub opens. */
export function beFragile(name: Fragile): void {
  breakingOf(name).onmessage = ({ data }: MessageEvent<Break>) => {
    // Out of the channel's own guard, so that a throw is what it is anywhere else in the thread.
    setImmediate(() => breakThread(data));
  };
}

/** Whoever says a way to break here breaks every thread of that name. */
export const breakingOf = (name: Fragile) => new BroadcastChannel(`break the ${name}`);

/** Breaks the calling thread. What fills memory does so at about 1 GB a second, and without end. */
export function breakThread(how: Break): void {
  switch (how) {
    case 'throws':
      throw new Error('broken on purpose');
    case 'exits':
      process.exit(3);
      break;
    case 'loops':
      for (;;);
    case 'stands still':
      for (;;) pause();
    case 'fills its heap':
      for (const kept: unknown[] = []; ;)
        kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
    case 'fills its buffers':
      for (const kept: Uint8Array[] = []; ; pause()) kept.push(new Uint8Array(4 * 1024 * 1024));
  }
}

/** Four milliseconds without a turn of the event loop. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4);
}
