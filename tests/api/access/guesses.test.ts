/** Secrets and codes that are old, used up or guessed: none opens anything, and no flood of them locks the mirror out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { anApi, type TestApi } from '../../fixtures/api.ts';
import { aDataFolder, startHub } from '../../fixtures/hub.ts';
import { somePeople } from '../../fixtures/people.ts';
import { rawRequest } from '../../fixtures/raw-request.ts';

const GUESSES = 10_000;
const MINUTE_MS = 60_000;
/** Typed codes that are looked at in a minute, whoever asks; and of one address. */
const CODES_A_MINUTE = 60;
const TRIES_A_MINUTE = 10;
/** Wrong codes after which those that are open are good no more. */
const WRONG_CODES = 5;
const OFFER_MINUTES = 5;

let api: TestApi;
let people: Awaited<ReturnType<typeof somePeople>>;
beforeEach(async () => {
  api = await anApi();
  people = await somePeople(api);
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const mirrorKeyIn = (folder: string) => readFileSync(join(folder, 'keys', 'mirror.key'), 'utf8').trim();
/** Nobody asks, from an address of their own. */
function from(address: string): void {
  api.asker.actor = null;
  api.asker.visit = { ...api.asker.visit, address, isLocal: false };
}
const claim = (proof: { secret: string } | { code: string }) =>
  api.send('POST', '/api/pairing/claim', { ...proof, deviceName: 'Phone' });
async function offer(): Promise<{ id: string; secret: string; code: string }> {
  api.asker.actor = people.as('mirror');
  const response = await api.send('POST', '/api/pairings', { role: 'viewer', name: 'Eva', shares: [] });
  return (await response.json()) as { id: string; secret: string; code: string };
}
async function typeOf(response: Response): Promise<string> {
  expect(response.headers.getSetCookie()).toEqual([]);
  return ((await response.json()) as { type: string }).type;
}
/** Answers the claim that a phone waits with. */
async function claimed(secret: string): Promise<string> {
  const response = await claim({ secret });
  expect(response.status).toBe(202);
  return ((await response.json()) as { claim: string }).claim;
}

describe('an offer', () => {
  it.each(['secret', 'code'] as const)('is claimed once: its %s is good no second time', async (by) => {
    const offered = await offer();
    const proof = by === 'secret' ? { secret: offered.secret } : { code: offered.code };
    from('192.168.1.30');
    expect((await claim(proof)).status).toBe(202);
    for (const again of [{ secret: offered.secret }, { code: offered.code }]) {
      const response = await claim(again);
      expect([response.status, await typeOf(response)]).toEqual([403, '/problems/wrong-code']);
    }
  });

  it.each(['secret', 'code'] as const)('is over after five minutes, by its %s', async (by) => {
    const [late, last] = [await offer(), await offer()];
    from('192.168.1.30');
    api.time.now += OFFER_MINUTES * MINUTE_MS - 1;
    const proofOf = ({ secret, code }: typeof late) => (by === 'secret' ? { secret } : { code });
    expect((await claim(proofOf(last))).status).toBe(202);
    api.time.now += 1;
    const response = await claim(proofOf(late));
    expect([response.status, await typeOf(response)]).toEqual([403, '/problems/wrong-code']);
  });

  it('gives one session for one yes, and none for a no or for nothing', async () => {
    const [wanted, refused, forgotten] = [await offer(), await offer(), await offer()];
    from('192.168.1.30');
    const claims = {
      wanted: await claimed(wanted.secret),
      refused: await claimed(refused.secret),
      forgotten: await claimed(forgotten.secret),
    };
    const collect = (which: keyof typeof claims) =>
      api.send('POST', '/api/pairing/collect', { claim: claims[which] });
    expect((await collect('wanted')).status).toBe(204);

    api.asker.actor = people.as('mirror');
    await api.request(`/api/pairings/${wanted.id}/confirm`, { method: 'POST' });
    await api.request(`/api/pairings/${refused.id}/refuse`, { method: 'POST' });
    from('192.168.1.30');
    const both = await Promise.all([collect('wanted'), collect('wanted')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    expect(both.flatMap(({ headers }) => headers.getSetCookie())).toHaveLength(1);
    expect((await collect('refused')).status).toBe(403);
    api.time.now += OFFER_MINUTES * MINUTE_MS;
    expect((await collect('forgotten')).status).toBe(403);
    api.asker.actor = people.as('mirror');
    expect((await api.request(`/api/pairings/${forgotten.id}/confirm`, { method: 'POST' })).status).toBe(404);
  });

  it('that was taken back opens nothing', async () => {
    const { id, secret, code } = await offer();
    await api.request(`/api/pairings/${id}`, { method: 'DELETE' });
    from('192.168.1.30');
    expect((await claim({ secret })).status).toBe(403);
    expect((await claim({ code })).status).toBe(403);
  });

  it('of a clinician’s link opens again and again until it ends, and not after', async () => {
    api.asker.actor = people.as('resident');
    const shares = [{ residentId: api.rosa.id, share: { vitals: 'read' } }];
    const link = { role: 'clinician', name: 'Dr. Lee', shares, validMinutes: 30 };
    const { secret, code } = (await (await api.send('POST', '/api/pairings', link)).json()) as Awaited<
      ReturnType<typeof offer>
    >;
    expect(code).toBeNull();
    from('203.0.113.7');
    const entered = [await claim({ secret }), await claim({ secret })];
    expect(entered.map(({ status }) => status)).toEqual([201, 201]);
    const token = /^betti=([^;]+)/.exec(entered[0]?.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    expect(api.access.sessions.signedIn(token, false)?.actor.role).toBe('clinician');
    api.time.now += 30 * MINUTE_MS;
    expect(api.access.sessions.signedIn(token, false)).toBeUndefined();
    expect((await claim({ secret })).status).toBe(403);
  });
});

describe('ten thousand guesses', () => {
  const refusals = () =>
    api.database.first(
      { count: (value: unknown) => Number(value) },
      `SELECT count(*) AS count FROM audit_log WHERE action = 'sign-in-refused'`,
    )?.count ?? 0;
  const guessAt = (number: number) => number.toString(30).toUpperCase().padStart(8, '2');

  it('from as many addresses: a bounded few are looked at, none hits, and the mirror comes in', async () => {
    const { secret, code } = await offer();
    const began = performance.now();
    const statuses = new Map<number, number>();
    for (let number = 0; number < GUESSES; number++) {
      from(`10.${String(number >> 16)}.${String((number >> 8) & 255)}.${String(number & 255)}`);
      const { status, headers } = await claim({ code: guessAt(number) });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      if (number !== GUESSES / 2) continue;
      const entry = await api.send('POST', '/api/session/mirror', { key: mirrorKeyIn(api.folder) });
      expect([entry.status, entry.headers.getSetCookie().length]).toEqual([204, 1]);
    }
    const minutes = 1 + Math.floor((performance.now() - began) / MINUTE_MS);
    console.log(
      `${String(refusals())} of ${String(GUESSES)} looked at in ${String(minutes)} minute(s) at most`,
    );
    expect([...statuses.keys()].sort()).toEqual([403, 429]);
    expect(refusals()).toBe(statuses.get(403));
    expect(refusals()).toBeGreaterThanOrEqual(CODES_A_MINUTE);
    expect(refusals()).toBeLessThanOrEqual(CODES_A_MINUTE * minutes);

    // The code that was open is good no more, the picture beside it is.
    const row = api.database.first(
      { hash: (value: unknown) => value },
      `SELECT code_hash AS hash FROM pairings WHERE state = 'offered' AND role = 'viewer'`,
    );
    expect(row?.hash).toBeNull();
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    from('192.168.1.30');
    expect((await claim({ secret })).status).toBe(202);
  }, 120_000);

  it('from one address: ten a minute are looked at, and a phone elsewhere comes in beside them', async () => {
    const { code } = await offer();
    from('192.168.1.66');
    const statuses: number[] = [];
    for (let number = 0; number < 200; number++)
      statuses.push((await claim({ secret: 'x'.repeat(43) })).status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(TRIES_A_MINUTE);
    expect(refusals()).toBe(TRIES_A_MINUTE);
    from('192.168.1.30');
    expect((await claim({ code: `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}` })).status).toBe(202);
  });

  it('end an open code with the fifth that is wrong', async () => {
    const { code } = await offer();
    from('192.168.1.30');
    for (let wrong = 1; wrong < WRONG_CODES; wrong++) await claim({ code: guessAt(wrong) });
    const other = await offer();
    from('192.168.1.31');
    await claim({ code: guessAt(WRONG_CODES) });
    expect((await claim({ code })).status).toBe(403);
    expect((await claim({ code: other.code })).status).toBe(202);
  });

  it('over the wire leave the mirror its way in, by its key and by its cookie', async () => {
    const folder = aDataFolder();
    const hub = await startHub({ dataFolder: folder.path });
    onTestFinished(async () => {
      await hub.end('SIGKILL');
      folder.remove();
    });
    const key = mirrorKeyIn(folder.path);
    const guess = (number: number) =>
      rawRequest(`${hub.url}/api/pairing/claim`, {
        method: 'POST',
        body: { code: guessAt(number), deviceName: 'Phone' },
      });
    const flood = Promise.all(Array.from({ length: 500 }, (_, number) => guess(number)));
    const entry = await rawRequest(`${hub.url}/api/session/mirror`, { method: 'POST', body: { key } });
    expect(entry.status).toBe(204);
    const answers = await flood;
    expect(answers.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(TRIES_A_MINUTE);
    expect(answers.every(({ status }) => status === 403 || status === 429)).toBe(true);
    for (const cookie of [hub.keyring.mirror ?? '', entry.headers['set-cookie']?.[0]?.split(';')[0] ?? '']) {
      expect((await rawRequest(`${hub.url}/api/status`, { headers: { cookie } })).status).toBe(200);
    }
    const wrong = await rawRequest(`${hub.url}/api/session/mirror`, {
      method: 'POST',
      body: { key: `${key}x` },
    });
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([403, undefined]);
  });
});
