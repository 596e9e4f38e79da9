import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as column from '#server/columns.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import {
  ACCESS_MUTATIONS,
  ALL_MUTATIONS,
  allSubjects,
  someAccessSubjects,
  type AllSubjects,
} from '../fixtures/access-mutations.ts';
import { filesHolding } from '../fixtures/canary.ts';
import { requestOf, someSubjects, type Mutation } from '../fixtures/mutations.ts';

type AnyMutation = Mutation<AllSubjects>;

let api: TestApi;
/** Of the mutation that is tried, and no more: the others' take long to make. */
let subjects: AllSubjects;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const nameOf = ({ method, route }: AnyMutation) => `${method} ${route}`;
const named = (mutations: readonly AnyMutation[]) => mutations.map((one) => [nameOf(one), one] as const);
const every = named(ALL_MUTATIONS);
const kept = named(ALL_MUTATIONS.filter(({ isUnkept }) => isUnkept !== true));
const unkept = named(ALL_MUTATIONS.filter(({ isUnkept }) => isUnkept === true));
/** Makes what a mutation is about, and the state that it needs. */
async function ready(mutation: AnyMutation): Promise<void> {
  const isOfAccess = ACCESS_MUTATIONS.some((one) => nameOf(one) === nameOf(mutation));
  subjects = (await (isOfAccess ? someAccessSubjects(api) : someSubjects(api))) as AllSubjects;
  await mutation.prepare?.(api, subjects);
}
const send = (mutation: AnyMutation, headers?: Record<string, string>) =>
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

const rowsKept = () =>
  api.database.first({ count: column.integer }, 'SELECT count(*) AS count FROM idempotency_keys')?.count;
const KEPT_TEXT = `SELECT results || coalesce(body, '') || coalesce(location, '') AS text FROM idempotency_keys`;
/** A token, or the secret of an offer: 256 bits. */
const A_SECRET = /(?<![\w-])[\w-]{43}(?![\w-])/;
/** What a body says that opens a door, or will. */
const secretsIn = (json: string) =>
  [...json.matchAll(/"(?:secret|code|claim|key|challenge)":"([^"]+)"/g)].map(([, secret = '']) => secret);
const tokensOf = ({ headers }: Response) =>
  headers.getSetCookie().flatMap((cookie) => /^[\w-]+=([\w-]{43});/.exec(cookie)?.[1] ?? []);

describe('routes that change something', () => {
  it('are all in the list of these tests', () => {
    const served = api.routes.filter(({ method }) => !['ALL', 'GET'].includes(method));
    const names = new Set(served.map(({ method, path }) => `${method} ${path}`));
    expect([...names].sort()).toEqual(ALL_MUTATIONS.map(nameOf).sort());
  });

  it.each(every)('%s leaves its event, in the write itself', async (_name, mutation) => {
    await ready(mutation);
    const before = api.events.latestSeq();
    const response = await send(mutation);
    expect(response.status).toBeLessThan(300);
    const left = api.events.after(before, 10).map(({ type }) => type);
    const { event, eventsBefore = [] } = mutation;
    expect(left).toEqual(event === null ? [] : [...eventsBefore, event]);
  });
});

describe('Idempotency-Key', () => {
  it.each(kept)('%s takes effect once and is answered the same again', async (_name, mutation) => {
    await ready(mutation);
    const key = { 'idempotency-key': 'once' };
    const first = await send(mutation, key);
    const seq = api.events.latestSeq();
    const second = await send(mutation, key);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(second)).toEqual(await answerOf(first));
    expect(api.events.latestSeq()).toBe(seq);
  });

  it.each(kept)('%s takes effect once when sent five times at once', async (_name, mutation) => {
    await ready(mutation);
    const before = api.events.latestSeq();
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => answerOf(await send(mutation, { 'idempotency-key': 'at-once' }))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
    expect(api.events.latestSeq()).toBe(before + 1 + (mutation.eventsBefore ?? []).length);
  });

  it.each(kept)(
    '%s takes effect once when the hub ends between the write and its answer',
    async (_name, mutation) => {
      await ready(mutation);
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
  async function forgetAnswers({ written }: AnyMutation): Promise<void> {
    await settle();
    const [answer] = api.database.all(
      { body: (value: unknown) => (typeof value === 'string' ? value : null) },
      'SELECT body FROM idempotency_keys',
    );
    const body = answer?.body ? (JSON.parse(answer.body) as Record<string, unknown>) : null;
    const result = written === undefined ? body : written(body ?? {});
    await api.database.write((tx) =>
      tx.run(
        `UPDATE idempotency_keys
         SET status = NULL, content_type = NULL, location = NULL, body = NULL, results = :results`,
        { results: JSON.stringify([result]) },
      ),
    );
  }

  it.each(unkept)(
    '%s is answered anew each time, and what lets in is stored nowhere',
    async (_name, mutation) => {
      await ready(mutation);
      const key = { 'idempotency-key': 'in-vain' };
      const sent = JSON.stringify(mutation.body?.(subjects) ?? {});
      const first = await send(mutation, key);
      const secrets = [...secretsIn(sent), ...secretsIn(await first.clone().text()), ...tokensOf(first)];
      const second = await send(mutation, key);
      expect(first.status).toBeLessThan(300);
      for (const { headers } of [first, second]) expect(headers.get('idempotency-replayed')).toBeNull();
      await settle();
      expect(rowsKept()).toBe(0);
      // The mirror's key is its own file.
      const stored = (text: string) =>
        filesHolding(api.folder, text).filter((name) => !name.startsWith('keys/'));
      for (const secret of secrets) expect(stored(secret)).toEqual([]);
      // An encrypted home shows nothing at all; tests/api/encryption.test.ts looks for its key.
      if (api.database.key === null) expect(stored('Rosa'), 'the search finds what is there').not.toEqual([]);
    },
  );

  it('keeps nothing that could open a door', async () => {
    subjects = await allSubjects(api);
    for (const [index, [, mutation]] of kept.entries()) {
      await send(mutation, { 'idempotency-key': String(index) });
    }
    await settle();
    expect(rowsKept()).toBeGreaterThan(kept.length / 2);
    const rows = api.database.all({ text: column.text }, KEPT_TEXT).map(({ text }) => text);
    for (const row of rows) expect(row).not.toMatch(A_SECRET);
    expect(subjects.ownerToken).toMatch(A_SECRET);
  });

  it('is offered by the API document for the routes that keep it, and for no other', async () => {
    const { paths } = (await (await api.request('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
    };
    const offered = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'Idempotency-Key'))
        .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(offered.sort()).toEqual(kept.map(([name]) => name).sort());
  });

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
    await api.request('/api/backups', { method: 'POST', headers: { 'idempotency-key': 'old' } });
    await settle();
    api.time.now += 24 * 3_600_000;
    expect(await api.idempotency.prune()).toBe(0);
    api.time.now += 1;
    expect(await api.idempotency.prune()).toBe(1);
  });
});
