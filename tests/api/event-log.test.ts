import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';

const DAY_MS = 24 * 3_600_000;

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  api.close();
});

/** Appends events on consecutive days, the first today. */
async function happen(days: number) {
  for (let day = 0; day < days; day++) {
    api.time.now = NOW + day * DAY_MS;
    await api.backups.make();
  }
}
const seqs = () => api.events.after(0, 100).map(({ seq }) => seq);
const advance = (name: string, seq: number) =>
  api.database.write((tx) => {
    api.events.advanceCursor(tx, name, seq);
  });

describe('the event log', () => {
  it('keeps events for seven days, then lets them go', async () => {
    await happen(10);
    expect(await api.events.prune()).toBe(2);
    expect(seqs()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect(api.events.reaches(2)).toBe(true);
    expect(api.events.reaches(1)).toBe(false);
  });

  it('keeps what a lasting subscriber has not had yet, however old, until the slowest is done with it', async () => {
    await happen(10);
    await api.events.openCursor('alerts', 'at-the-oldest');
    await api.events.openCursor('push', 'at-the-newest');
    expect(await api.events.prune()).toBe(0);
    await advance('alerts', 1);
    expect(await api.events.prune()).toBe(1);
    expect(seqs()[0]).toBe(2);
    await advance('alerts', 10);
    expect(await api.events.prune()).toBe(1);
    expect(seqs()[0]).toBe(3);
  });

  it('knows where it stands after a long quiet time', async () => {
    await happen(3);
    api.time.now = NOW + 100 * DAY_MS;
    await api.events.prune();
    expect(seqs()).toEqual([3]);
    expect(api.events.latestSeq()).toBe(3);
    expect(api.events.reaches(3)).toBe(true);
    expect(api.events.reaches(4)).toBe(false);
  });
});

describe('a lasting cursor', () => {
  it('begins where it was asked to, stays there when opened again, and moves on only', async () => {
    await happen(3);
    expect(await api.events.openCursor('alerts', 'at-the-newest')).toBe(3);
    expect(await api.events.openCursor('replica', 'at-the-oldest')).toBe(0);
    await advance('replica', 2);
    await advance('replica', 1);
    expect(api.events.cursor('replica')).toBe(2);
    expect(await api.events.openCursor('replica', 'at-the-newest')).toBe(2);
    expect(api.events.cursor('nobody')).toBeUndefined();
  });

  it('moves with the write it belongs to: one that is undone leaves it where it was', async () => {
    await happen(2);
    await api.events.openCursor('alerts', 'at-the-oldest');
    const write = api.database.write((tx) => {
      api.events.advanceCursor(tx, 'alerts', 2);
      throw new Error('changed my mind');
    });
    await expect(write).rejects.toThrow('changed my mind');
    expect(api.events.cursor('alerts')).toBe(0);
    await expect(advance('nobody', 1)).rejects.toThrow('no event cursor nobody');
  });
});
