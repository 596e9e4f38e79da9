/** The host of any worker, with real threads: each way of breaking, the flood, the breaker. The worker only echoes. */
import { afterEach, describe, expect, it } from 'vitest';
import { hostWorker, type HostLimits, type WorkerEnd, type WorkerHost } from '#server/worker-host/host.ts';
import { BREAKS } from './fragile/breaks.ts';
import type { EchoCommand, EchoReport } from './fragile/echo-worker.ts';

const TIMES = 20;
const BACK_WITHIN_MS = 2_000;

/** Twenty ends in a few seconds would open the breaker; and no test can wait five seconds for each loop to be found. */
const QUICK: Partial<HostLimits> = {
  ...{ firstBackoffMs: 10, longestBackoffMs: 20, breakerEnds: 1_000 },
  ...{ beatEveryMs: 25, lookEveryMs: 100, missedLooks: 4, mostBusyMs: 10_000 },
  heap: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 },
};

let host: WorkerHost<EchoCommand> | null = null;
afterEach(async () => {
  await host?.stop({ type: 'stop' }, 500);
  host = null;
});

/** A hosted echo worker, and what came of it. `take` decides when a report is dealt with. */
function hostEcho(limits: Partial<HostLimits>, take: (report: EchoReport) => unknown = () => undefined) {
  const reports: EchoReport[] = [];
  const ends: WorkerEnd[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of waiting) check();
  };
  let lives = 0;
  const hosted = hostWorker<EchoCommand, EchoReport>({
    url: new URL('./fragile/echo-worker.ts', import.meta.url),
    options: () => ({ life: ++lives }),
    commandKey: () => null,
    limits,
    onReport: (report) => {
      reports.push(report);
      wake();
      return take(report);
    },
    onEnd: (end) => {
      ends.push(end);
      wake();
    },
  });
  host = hosted;
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!isSo()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const ready = (life: number) =>
    until(() => reports.some((report) => report.type === 'ready' && report.life === life));
  return { host: hosted, reports, ends, until, ready };
}

const CAUSES = {
  throws: 'ended',
  exits: 'ended',
  loops: 'hung',
  'fills its heap': 'out-of-memory',
  'fills its buffers': 'out-of-memory',
} as const;

describe('a worker that', () => {
  it.each(BREAKS)(`%s is back within two seconds, ${String(TIMES)} times in a row`, async (how) => {
    // What fills its memory hangs meanwhile; on a busy machine the watch may be the first to see it.
    const echo = hostEcho(how.startsWith('fills') ? { ...QUICK, missedLooks: 1_000 } : QUICK);
    await echo.ready(1);
    let longestMs = 0;
    for (let time = 1; time <= TIMES; time++) {
      const brokenAt = performance.now();
      echo.host.post({ type: 'break', how });
      await echo.ready(time + 1);
      longestMs = Math.max(longestMs, performance.now() - brokenAt);
    }
    expect(longestMs).toBeLessThan(BACK_WITHIN_MS);
    expect(echo.ends.map(({ cause }) => cause)).toEqual(Array.from({ length: TIMES }, () => CAUSES[how]));
    expect(echo.host.restarts()).toBe(TIMES);

    echo.host.post({ type: 'echo', number: 42 });
    await echo.until(() => echo.reports.some((report) => report.type === 'echo' && report.number === 42));
  });

  it('loops for ever is found by its processor time, with the limits of every day', async () => {
    // No look that it misses ends it here.
    const echo = hostEcho({ firstBackoffMs: 10, missedLooks: 1_000 });
    await echo.ready(1);
    const brokenAt = performance.now();
    echo.host.post({ type: 'break', how: 'loops' });
    await echo.until(() => echo.ends.length === 1);
    // Its own processor time, which on a busy machine takes longer to pass.
    expect(performance.now() - brokenAt).toBeGreaterThan(1_000);
    expect(performance.now() - brokenAt).toBeLessThan(5_000);
    expect(echo.ends[0]?.cause).toBe('hung');
  });

  it('only waits, and uses no processor time, is given the time of all looks', async () => {
    const limits = { firstBackoffMs: 10, beatEveryMs: 25, lookEveryMs: 50, missedLooks: 20, mostBusyMs: 100 };
    const echo = hostEcho(limits);
    await echo.ready(1);
    const stoppedAt = performance.now();
    echo.host.post({ type: 'break', how: 'stands still' });
    await echo.until(() => echo.ends.length === 1);
    expect(performance.now() - stoppedAt).toBeGreaterThan(20 * 50 - 100);
    expect(echo.ends[0]?.cause).toBe('hung');
  });

  it('cannot even be started is tried again', async () => {
    const ends: WorkerEnd[] = [];
    host = hostWorker<EchoCommand, EchoReport>({
      url: new URL('./fragile/no-such-worker.ts', import.meta.url),
      ...{ options: () => ({}), commandKey: () => null, onReport: () => undefined },
      limits: QUICK,
      onEnd: (end) => void ends.push(end),
    });
    await expect.poll(() => ends.length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(ends[0]?.error?.message).toContain('no-such-worker');
  });
});

describe('a worker that ends again and again', () => {
  it('is given up after five ends, and tried once in a while from then on', async () => {
    const echo = hostEcho({ ...QUICK, breakerEnds: 5, tryEveryMs: 300 });
    for (let life = 1; life <= 6; life++) {
      await echo.ready(life);
      echo.host.post({ type: 'break', how: 'exits' });
      await echo.until(() => echo.ends.length === life);
    }
    expect(echo.ends.map(({ isGivenUp }) => isGivenUp)).toEqual([false, false, false, false, true, true]);
    expect(echo.ends.slice(4).map(({ waitMs }) => waitMs)).toEqual([300, 300]);
  });
});

describe('a flood of reports', () => {
  it('waits in the worker while the main thread is busy, and comes through in order', async () => {
    const { promise: isDone, resolve: beDone } = Promise.withResolvers<undefined>();
    const echo = hostEcho({ mostUnanswered: 16 }, (report) => (report.type === 'news' ? isDone : undefined));
    await echo.ready(1);
    echo.host.post({ type: 'flood', reports: 500, hasKey: false });
    // A command that is answered behind the flood would have to pass it, and finds no credit either.
    await echo.until(() => echo.reports.length >= 17);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(echo.reports).toHaveLength(17);
    beDone(undefined);
    await echo.until(() => echo.reports.length === 501);
    const numbers = echo.reports.flatMap((report) => (report.type === 'news' ? [report.number] : []));
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('of the same news shrinks to the latest', async () => {
    const { promise: isDone, resolve: beDone } = Promise.withResolvers<undefined>();
    const echo = hostEcho({ mostUnanswered: 4 }, (report) => (report.type === 'news' ? isDone : undefined));
    await echo.ready(1);
    echo.host.post({ type: 'flood', reports: 100_000, hasKey: true });
    await echo.until(() => echo.reports.length >= 5);
    beDone(undefined);
    await echo.until(() =>
      echo.reports.some((report) => report.type === 'news' && report.number === 100_000),
    );
    expect(echo.reports.length).toBeLessThan(10);
  });

  it('that finds no room is counted', async () => {
    const { promise: isDone, resolve: beDone } = Promise.withResolvers<undefined>();
    const limits = { ...QUICK, mostUnanswered: 4, mostWaiting: 10 };
    const echo = hostEcho(limits, (report) => (report.type === 'news' ? isDone : undefined));
    await echo.ready(1);
    echo.host.post({ type: 'flood', reports: 100, hasKey: false });
    await echo.until(() => echo.reports.length >= 5);
    beDone(undefined);
    await echo.until(() => echo.reports.length >= 14);
    // The next beat says so, and the end repeats it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    echo.host.post({ type: 'break', how: 'exits' });
    await echo.until(() => echo.ends.length === 1);
    const news = echo.reports.filter(({ type }) => type === 'news').length;
    expect(echo.ends[0]?.dropped).toBe(100 - news);
    expect(news).toBeLessThanOrEqual(14);
  });
});

describe('commands', () => {
  it('end a worker that takes none of them in', async () => {
    const echo = hostEcho({ ...QUICK, missedLooks: 1_000, mostUnanswered: 4, mostWaiting: 10 });
    await echo.ready(1);
    echo.host.post({ type: 'break', how: 'loops' });
    for (let number = 0; number < 20; number++) echo.host.post({ type: 'echo', number });
    await echo.ready(2);
    expect(echo.ends.map(({ cause }) => cause)).toEqual(['hung']);
  });
});
