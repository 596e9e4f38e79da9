import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startUpkeep } from '#server/upkeep.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let api: TestApi;
let lines: { msg: string; task: string }[];
let upkeep: ReturnType<typeof startUpkeep>;
beforeEach(async () => {
  api = await anApi();
  lines = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  await upkeep.stop();
  vi.useRealTimers();
  api.close();
});

function begin() {
  const write = (line: string) => lines.push(JSON.parse(line) as { msg: string; task: string });
  upkeep = startUpkeep({ ...api, log: pino({ level: 'debug' }, { write }) });
}
/** Lets time pass for the hub's clock and for its timers. */
async function pass(ms: number) {
  api.time.now += ms;
  vi.advanceTimersByTime(ms);
  await upkeep.idle();
}
const backups = () => api.backups.list().length;

describe('upkeep', () => {
  it('makes the first backup a minute after the start, and one every hour from then on', async () => {
    begin();
    await pass(MINUTE_MS - 1);
    expect(backups()).toBe(0);
    await pass(1);
    expect(backups()).toBe(1);
    await pass(HOUR_MS - 1);
    expect(backups()).toBe(1);
    await pass(1);
    expect(backups()).toBe(2);
  });

  it('goes by the newest backup there is, so that a hub that is often restarted makes no more of them', async () => {
    await api.backups.make();
    api.time.now = NOW + 20 * MINUTE_MS;
    begin();
    await pass(40 * MINUTE_MS - 1);
    expect(backups()).toBe(1);
    await pass(1);
    expect(backups()).toBe(2);
  });

  it('moves the write-ahead log into the file, so that it stays small', async () => {
    begin();
    const wal = () => statSync(join(api.folder, 'betti.db-wal')).size;
    expect(wal()).toBeGreaterThan(0);
    await upkeep.run();
    // The event that tells of the backup is all that came after.
    expect(wal()).toBeLessThan(40_000);
    expect(lines.filter(({ msg }) => msg === 'upkeep').map(({ task }) => task)).toContain(
      'write-ahead log moved in',
    );
  });

  it('goes on with the rest when one task fails, and says which', async () => {
    begin();
    api.database.script('DROP TABLE event_cursors');
    await upkeep.run();
    expect(lines.filter(({ msg }) => msg === 'upkeep failed')).toMatchObject([
      { task: 'old events removed' },
    ]);
    expect(backups()).toBe(1);
  });
});
