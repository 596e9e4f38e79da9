import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { MUTATIONS, requestOf, someSubjects, type Mutation, type Subjects } from '../fixtures/mutations.ts';

let api: TestApi;
let subjects: Subjects;
beforeEach(async () => {
  api = await anApi();
  subjects = await someSubjects(api);
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const nameOf = ({ method, route }: Mutation) => `${method} ${route}`;
const each = MUTATIONS.map((mutation) => [nameOf(mutation), mutation] as const);
const send = (mutation: Mutation, headers?: Record<string, string>) =>
  api.request(mutation.path(subjects), requestOf(mutation, subjects, headers));
const answerOf = async (response: Response) => ({
  status: response.status,
  body: await response.text(),
  location: response.headers.get('location'),
  type: response.headers.get('content-type'),
});

/** An answer is stored after it was given, by the next write in the queue; this comes after it. */
async function settle(): Promise<void> {
  await api.database.write(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('routes that change something', () => {
  it('are all in the list of these tests', () => {
    const served = api.routes.filter(({ method }) => !['ALL', 'GET'].includes(method));
    const names = new Set(served.map(({ method, path }) => `${method} ${path}`));
    expect([...names].sort()).toEqual(MUTATIONS.map(nameOf).sort());
  });

  it.each(each)('%s leaves its event, in the write itself', async (_name, mutation) => {
    const before = api.events.latestSeq();
    const response = await send(mutation);
    expect(response.status).toBeLessThan(300);
    const left = api.events.after(before, 10).map(({ type }) => type);
    expect(left).toEqual([...(mutation.eventsBefore ?? []), mutation.event]);
  });
});

describe('Idempotency-Key', () => {
  it.each(each)('%s takes effect once and is answered the same again', async (_name, mutation) => {
    const key = { 'idempotency-key': 'once' };
    const first = await send(mutation, key);
    const seq = api.events.latestSeq();
    const second = await send(mutation, key);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(second)).toEqual(await answerOf(first));
    expect(api.events.latestSeq()).toBe(seq);
  });

  it.each(each)('%s takes effect once when sent five times at once', async (_name, mutation) => {
    const before = api.events.latestSeq();
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => answerOf(await send(mutation, { 'idempotency-key': 'at-once' }))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
    expect(api.events.latestSeq()).toBe(before + 1 + (mutation.eventsBefore ?? []).length);
  });

  it.each(each)(
    '%s takes effect once when the hub ends between the write and its answer',
    async (_name, mutation) => {
      const key = { 'idempotency-key': 'cut-short' };
      const first = await answerOf(await send(mutation, key));
      const seq = api.events.latestSeq();
      await forgetAnswers(mutation);
      const second = await answerOf(await send(mutation, key));
      expect(api.events.latestSeq()).toBe(seq);
      // What is gone is not found again, which is as good as gone.
      if (mutation.method === 'DELETE') expect([204, 404]).toContain(second.status);
      else expect(second).toEqual(first);
    },
  );

  /** Brings the table to where a crash leaves it: the write and its result are there, the answer is not. */
  async function forgetAnswers({ written = (body) => body }: Mutation): Promise<void> {
    await settle();
    const [answer] = api.database.all(
      { body: (value: unknown) => (typeof value === 'string' ? value : null) },
      'SELECT body FROM idempotency_keys',
    );
    await api.database.write((tx) =>
      tx.run(
        `UPDATE idempotency_keys
         SET status = NULL, content_type = NULL, location = NULL, body = NULL, results = :results`,
        {
          results: JSON.stringify([
            answer?.body ? written(JSON.parse(answer.body) as Record<string, unknown>) : null,
          ]),
        },
      ),
    );
  }

  it.each([
    ['while the first is being answered', () => Promise.resolve()],
    ['when the answer is on disk', settle],
  ])('refuses a key that was used for another body or another route, %s', async (_case, wait) => {
    const key = { 'idempotency-key': 'mine' };
    const before = api.events.latestSeq();
    const path = `/api/residents/${api.rosa.id}/vitals/blood-pressure`;
    const record = (systolicMmHg: number) =>
      api.request(path, {
        method: 'POST',
        headers: { ...key, 'content-type': 'application/json' },
        body: JSON.stringify({ systolicMmHg, diastolicMmHg: 80 }),
      });
    expect((await record(120)).status).toBe(201);
    await wait();
    for (const response of [
      await record(121),
      await api.request('/api/backups', { method: 'POST', headers: key }),
    ]) {
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ type: '/problems/invalid-request' });
    }
    expect(api.events.latestSeq()).toBe(before + 1);
  });

  it('remembers nothing of a request that was refused, so that it can be put right', async () => {
    const key = { 'idempotency-key': 'second-try' };
    const add = (timeZone: string) =>
      api.request('/api/users', {
        method: 'POST',
        headers: { ...key, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ana', timeZone, language: 'es' }),
      });
    expect((await add('Mars')).status).toBe(422);
    expect((await add('Europe/Madrid')).status).toBe(201);
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['not ASCII', 'schlüssel'],
    ['two words', 'a b'],
  ])('refuses a key that is %s', async (_case, key) => {
    const response = await api.request('/api/backups', {
      method: 'POST',
      headers: { 'idempotency-key': key },
    });
    expect(response.status).toBe(422);
    expect(api.backups.list()).toEqual([]);
  });

  it('is forgotten after a day', async () => {
    const mutation = MUTATIONS[0];
    if (mutation === undefined) throw new Error('There is no mutation.');
    await send(mutation, { 'idempotency-key': 'old' });
    await settle();
    api.time.now += 24 * 3_600_000;
    expect(await api.idempotency.prune()).toBe(0);
    api.time.now += 1;
    expect(await api.idempotency.prune()).toBe(1);
  });
});
