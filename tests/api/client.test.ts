/** The screens' client: a request whose answer was lost is sent again under the same key, and takes effect once. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';

let api: TestApi;
let keys: (string | null)[];
/** What happens to the answer of each request in turn; delivered, when there is nothing more. */
let fates: ('lost' | 'broken' | 'delivered')[];
beforeEach(async () => {
  api = await anApi();
  keys = [];
  fates = [];
});
afterEach(() => {
  vi.useRealTimers();
  expect(api.unexpected).toEqual([]);
  api.close();
});

/** The line to the hub: the request always arrives, its answer not always. */
async function line(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  keys.push(new Headers(init?.headers).get('idempotency-key'));
  const response = await api.request(input instanceof Request ? input.url : String(input), init);
  const fate = fates.shift() ?? 'delivered';
  if (fate === 'lost') throw new TypeError('Failed to fetch');
  return fate === 'broken' ? new Response('Bad gateway', { status: 502 }) : response;
}

const record = (value = 70) => {
  const { vitals } = apiClient(line).residents[':residentId'];
  const json = { kind: 'body-weight', value, unit: 'kg' } as const;
  return unwrap(vitals.$post({ param: { residentId: api.rosa.id }, json }));
};
const stored = () => api.vitals.page(api.rosa.id, { limit: 50, before: null }).items;

describe('apiClient', () => {
  it.each(['lost', 'broken'] as const)('stores once what is sent again after a %s answer', async (fate) => {
    fates = [fate, fate];
    await expect(record()).rejects.toThrow(ApiProblem);
    await expect(record()).rejects.toThrow(ApiProblem);
    const reading = await record();
    expect(stored().map(({ id }) => id)).toEqual([reading.id]);
    expect(new Set(keys).size).toBe(1);
    await record();
    expect(stored()).toHaveLength(2);
  });

  it('gives each request a key of its own: the same again after an answer is another', async () => {
    await record();
    await record();
    expect(stored()).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => key !== null && /^[\da-f]{32}$/.test(key))).toBe(true);
  });

  it('gives what is changed before it is sent again a new key', async () => {
    fates = ['lost'];
    await expect(record(70)).rejects.toThrow(ApiProblem);
    await record(71);
    expect(new Set(keys).size).toBe(2);
    // Nothing is left behind for the next test.
    await record(70);
    expect(stored()).toHaveLength(2);
  });

  it('gives two equal requests that are on their way together two keys', async () => {
    await Promise.all([record(), record()]);
    expect(stored()).toHaveLength(2);
  });

  it('takes the same numbers for another reading when the lost one is ten minutes ago', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    fates = ['lost'];
    await expect(record()).rejects.toThrow(ApiProblem);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await record();
    expect(stored()).toHaveLength(2);
  });

  it('sends no key with what only reads', async () => {
    await unwrap(apiClient(line).users.$get());
    expect(keys).toEqual([null]);
  });

  it('sends a key with a file, too', async () => {
    const routes = apiClient(line).residents[':residentId'].vitals.import;
    const body = new Blob(['kind,measuredAt,value,unit\nmood,2026-11-20T08:00:00Z,4,{score}']);
    const param = { residentId: api.rosa.id };
    const headers = { 'content-type': 'text/csv' };
    const result = await unwrap(
      routes.$post({ param, query: { preview: 'false' } }, { init: { body, headers } }),
    );
    expect(result).toMatchObject({ added: 1 });
    expect(keys).not.toContain(null);
  });
});
