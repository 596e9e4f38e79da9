/** Who reads the event log for the whole home: misses nothing, and after a fall does not read a day of it again. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEventReader } from '#server/event-reader.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  api.close();
});

const happens = (times: number) =>
  api.database.write((tx) => {
    for (let time = 0; time < times; time++)
      api.events.append(tx, {
        type: 'clock.status',
        residentId: null,
        data: { name: 'clock', isUnset: false },
      });
  });
/** Reads on, and answers how many events it saw. */
const readOn = async (read: Awaited<ReturnType<typeof openEventReader>>) => {
  let seen = 0;
  await read((page) => {
    seen += page.length;
    return null;
  });
  return seen;
};

it('sees each event once, and few of them again after a fall', async () => {
  const read = await openEventReader(api, 'test');
  await happens(1_900);
  expect(await readOn(read)).toBe(1_900);
  expect(await readOn(read)).toBe(0);
  const afterFall = await readOn(await openEventReader(api, 'test'));
  expect(afterFall).toBeGreaterThan(0);
  expect(afterFall).toBeLessThan(700);
});

it('forgets nothing that was read when it is time to write that down', async () => {
  const read = await openEventReader(api, 'test');
  await happens(3);
  expect(await readOn(read)).toBe(3);
  api.time.now += 15 * 60_000;
  expect(await readOn(read)).toBe(0);
  expect(await readOn(await openEventReader(api, 'test'))).toBe(0);
});

it('has a page again whose write failed, and keeps what was written with how far it read', async () => {
  const read = await openEventReader(api, 'test');
  await happens(2);
  const failing = read(() => () => {
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(await readOn(read)).toBe(2);

  await happens(2);
  await read(() => (tx) => {
    tx.run('DELETE FROM idempotency_keys');
  });
  expect(await readOn(await openEventReader(api, 'test'))).toBe(0);
});

it('shares a page with whoever stands at the same place, until something is written', async () => {
  await happens(2);
  const page = api.events.after(0, 200);
  expect(page).toHaveLength(2);
  expect(api.events.after(0, 200)).toBe(page);
  expect(api.events.after(1, 200)).toHaveLength(1);
  await happens(1);
  expect(api.events.after(0, 200)).toHaveLength(3);
  expect(api.events.after(0, 1)).toHaveLength(1);
});
