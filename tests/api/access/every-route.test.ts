/** Every route and socket of the hub, tried as everybody who may ask, on their own resident and on another. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ACCESS_TABLE,
  ASKERS,
  expected,
  requestLine,
  type AccessRow,
  type AccessSubjects,
  type Asker,
} from '../../fixtures/access-table.ts';
import { someAlerts } from '../../fixtures/alerts.ts';
import { anAdvert, anApi, type TestApi } from '../../fixtures/api.ts';
import { CONTACT, someInboxItems } from '../../fixtures/mutations.ts';
import { someDay } from '../../fixtures/day-mutations.ts';
import { someMedication } from '../../fixtures/medications.ts';
import { somePeople } from '../../fixtures/people.ts';
import { CONSOLE } from '#server/access/identify.ts';

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

const WEIGHT = { kind: 'body-weight', value: 70, unit: 'kg', context: {} } as const;

/** What the requests about a resident need to find. */
async function subjectsOf(residentId: string): Promise<AccessSubjects> {
  const { access, contacts, devices, users, vitals } = api;
  const resident = users.find(residentId) ?? api.rosa;
  if (devices.list().length === 0) await devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
  const { id: readingId } = await vitals.record(resident, WEIGHT, 'test');
  const { session } = await vitals.startSession(residentId, 0, 'test');
  const contact = await contacts.add(residentId, CONTACT);
  const medication = await someMedication({ ...api, rosa: resident });
  const personId = await people.add({ name: 'Nora', role: 'viewer' });
  const { sessionId } = await people.signIn(personId);
  const actor = api.ana;
  const open = await access.pairings.offer({ role: 'viewer', name: 'Eva', shares: [] }, actor, true);
  const asked = await access.pairings.offer({ role: 'viewer', name: 'Eva', shares: [] }, actor, true);
  const claimed = await access.pairings.claim(
    { secret: asked.secret },
    { deviceName: 'Phone', name: 'Eva', isSecure: false, isRemote: false, sessionId: null },
  );
  return {
    ...{ residentId, readingId, personId, sessionId },
    ...{ itemId: randomUUID(), passkeyId: randomUUID(), guidedId: session.id },
    ...{ pairingId: asked.id, secret: open.secret },
    ...{ deviceId: devices.list()[0]?.id ?? '', contactId: contact?.id ?? '' },
    ...(await someDay({ ...api, rosa: resident })),
    date: '2026-11-22',
    ...medication,
    alertId: (await someAlerts({ ...api, rosa: resident })).alertId,
    mirrorKey: readFileSync(join(api.folder, 'keys', 'mirror.key'), 'utf8').trim(),
    claim: claimed.kind === 'waiting' ? claimed.claim : '',
  };
}

function send(row: AccessRow, subjects: AccessSubjects): Promise<Response> {
  const { method, path } = requestLine(row, subjects);
  const body = row.body?.(subjects);
  const isText = typeof body === 'string';
  return api.request(path, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': isText ? 'text/csv' : 'application/json' },
          body: isText ? body : JSON.stringify(body),
        }),
  });
}

/** The answer in the words of the table; a 404 or a 409 is what someone hears who was let through. */
async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.status >= 500) return `broken: ${text}`;
  if (response.status !== 401 && response.status !== 403) return 'let through';
  const { type } = JSON.parse(text) as { type: string };
  const problem = type.replace('/problems/', '');
  if (response.status === 401) return problem === 'not-signed-in' ? 'sign in' : problem;
  return problem === 'not-allowed' ? 'no' : problem;
}

const auditRows = () =>
  api.access.audit.page(null, { before: Number.MAX_SAFE_INTEGER, limit: 1 })[0]?.seq ?? 0;

describe('the table of who gets what', () => {
  it('names every route and socket of the router and of the API document, and no other', async () => {
    const routed = api.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    const response = await api.request('/api/openapi.json');
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const tried = ACCESS_TABLE.map(({ route }) => route);
    expect(new Set(tried).size).toBe(tried.length);
    expect([...new Set(routed)].filter((route) => !tried.includes(route))).toEqual([]);
    expect(documented.filter((route) => !tried.includes(route))).toEqual([]);
    expect(tried.filter((route) => !routed.includes(route))).toEqual([]);
    expect(tried.filter((route) => !documented.includes(route))).toEqual([]);
  });
});

describe.each(['Rosa', 'José'] as const)('about %s', (whose) => {
  it.each(ASKERS)('the %s gets what the table says, route by route', async (asker) => {
    const subjects = await subjectsOf(whose === 'Rosa' ? api.rosa.id : people.jose.id);
    const actor = people.as(asker);
    const wrong: string[] = [];
    for (const row of ACCESS_TABLE) {
      api.asker.actor = actor;
      const before = { seq: api.events.latestSeq(), audit: auditRows() };
      const outcome = await outcomeOf(await send(row, subjects));
      const should = rightAnswer(row, asker, whose);
      if (outcome !== should) wrong.push(`${row.route}: ${outcome}, not ${should}`);
      if (should === 'let through') continue;
      const after = { seq: api.events.latestSeq(), audit: auditRows() };
      expect(after, `${row.route} was refused and left something`).toEqual(before);
    }
    expect(wrong).toEqual([]);
  });
});

/** The console has no session that it could end. */
function rightAnswer(row: AccessRow, asker: Asker, whose: 'Rosa' | 'José'): string {
  if (row.route === 'DELETE /api/session' && asker === 'console') return 'sign in';
  return expected(row, asker, whose);
}

describe('before the home is set up', () => {
  it.each(['nobody', 'owner', 'mirror'] as const)(
    'the %s gets no answer but that of set-up',
    async (asker) => {
      const subjects = await subjectsOf(api.rosa.id);
      const actor = people.as(asker);
      await api.database.write((tx) => {
        tx.run('UPDATE users SET is_resident = 0', {});
      });
      api.access.changed();
      const wrong: string[] = [];
      for (const row of ACCESS_TABLE) {
        if (row.route === 'POST /api/setup/resident') continue;
        api.asker.actor = actor;
        const outcome = await outcomeOf(await send(row, subjects));
        if ((outcome === 'not-set-up') === (row.isForSetUp === true)) wrong.push(`${row.route}: ${outcome}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('from outside the home', () => {
  it.each(['owner', 'resident'] as const)('the %s may do nothing that is kept to the home', async (asker) => {
    const subjects = await subjectsOf(api.rosa.id);
    api.asker.visit = { ...api.asker.visit, isRemote: true, isLocal: false, isSecure: true };
    const actor = people.as(asker, { isRemote: true });
    const wrong: string[] = [];
    for (const row of ACCESS_TABLE) {
      if (row.route === 'POST /api/session/mirror' || expected(row, asker, 'Rosa') === 'no') continue;
      api.asker.actor = actor;
      const outcome = await outcomeOf(await send(row, subjects));
      const should = row.isAtHomeOnly === true ? 'at-home-only' : 'let through';
      if (outcome !== should) wrong.push(`${row.route}: ${outcome}, not ${should}`);
    }
    expect(wrong).toEqual([]);
  });

  it('the owner may do it all once they said so at home', async () => {
    await api.systemSettings.write({ hostNames: [], isOwnerAtHomeOnly: false }, CONSOLE);
    api.asker.visit = { ...api.asker.visit, isRemote: true, isLocal: false, isSecure: true };
    api.asker.actor = people.as('owner', { isRemote: true });
    expect((await api.request('/api/audit')).status).toBe(200);
  });

  it('not even the mirror’s own key opens anything', async () => {
    const subjects = await subjectsOf(api.rosa.id);
    api.asker.visit = { ...api.asker.visit, isRemote: true, isLocal: false, isSecure: true };
    api.asker.actor = null;
    const response = await api.send('POST', '/api/session/mirror', { key: subjects.mirrorKey });
    expect(await outcomeOf(response)).toBe('at-home-only');
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe('a body that names another resident', () => {
  const countOf = (residentId: string) =>
    api.vitals.page(residentId, { before: null, limit: 200 }).items.length;

  it.each(['owner', 'resident', 'caregiver who may write vitals'] as const)(
    'moves no reading of Rosa’s to José for the %s',
    async (asker) => {
      const { readingId } = await subjectsOf(api.rosa.id);
      api.asker.actor = people.as(asker);
      const path = `/api/residents/${api.rosa.id}/vitals/${readingId}/move`;
      expect((await api.send('POST', path, { toResidentId: people.jose.id })).status).toBe(403);
      expect(countOf(people.jose.id)).toBe(0);
      expect(api.vitals.find(readingId)?.status).toBe('final');
    },
  );

  it.each(['owner', 'resident', 'caregiver who may write vitals'] as const)(
    'accepts nothing from Rosa’s inbox as José’s for the %s',
    async (asker) => {
      await subjectsOf(api.rosa.id);
      const [itemId] = await someInboxItems(api);
      api.asker.actor = people.as(asker);
      const path = `/api/residents/${api.rosa.id}/vitals/inbox/${itemId}/accept`;
      expect((await api.send('POST', path, { toResidentId: people.jose.id })).status).toBe(403);
      expect(countOf(people.jose.id)).toBe(0);
    },
  );

  it('reaches no reading of José’s by way of Rosa’s path', async () => {
    const { readingId } = await subjectsOf(people.jose.id);
    api.asker.actor = people.as('resident');
    for (const [method, suffix, body] of [
      ['GET', '', undefined],
      ['GET', '/history', undefined],
      ['PATCH', '', { note: 'mine' }],
      ['DELETE', '', undefined],
      ['POST', '/move', { toResidentId: api.rosa.id }],
    ] as const) {
      const path = `/api/residents/${api.rosa.id}/vitals/${readingId}${suffix}`;
      const response = await (body === undefined
        ? api.request(path, { method })
        : api.send(method, path, body));
      expect(response.status, `${method} ${suffix}`).toBe(404);
    }
    expect(api.vitals.find(readingId)?.residentId).toBe(people.jose.id);
  });

  it.each(['viewer', 'clinician', 'caregiver'] as const)(
    'lets no %s in to see José when it is Rosa who offers',
    async (role) => {
      api.asker.actor = people.as('resident');
      const shares = [{ residentId: people.jose.id, share: { vitals: 'read' } }];
      const response = await api.send('POST', '/api/pairings', { role, name: 'Eva', shares });
      expect(response.status).toBe(403);
      expect(api.access.grants.of(people.jose.id)).toEqual([]);
    },
  );

  it.each(['resident', 'clinician', 'caregiver', 'viewer'] as const)(
    'offers Rosa no way in as a %s who sees José',
    async (role) => {
      const userId = role === 'resident' ? people.jose.id : await people.add({ name: 'Otto', role });
      await api.access.grants.set(people.jose.id, userId, { vitals: 'read' }, api.ana);
      api.asker.actor = people.as('resident');
      const response = await api.send('POST', '/api/pairings', { role, userId, name: 'Otto', shares: [] });
      expect(response.status).toBe(403);
    },
  );

  it.each(['owner', 'mirror'] as const)('lets Rosa offer nobody in as %s', async (role) => {
    api.asker.actor = people.as('resident');
    const response = await api.send('POST', '/api/pairings', { role, name: 'Eva', shares: [] });
    expect(response.status).toBe(403);
  });

  it('lets Rosa have a further phone of her own, and give her own caregiver one', async () => {
    const carlaId = people.as('caregiver who may read vitals')?.userId ?? '';
    api.asker.actor = people.as('resident');
    for (const [role, userId] of [
      ['resident', api.rosa.id],
      ['caregiver', carlaId],
    ]) {
      expect((await api.send('POST', '/api/pairings', { role, userId, shares: [] })).status).toBe(201);
    }
  });

  it('lets no one write who only looks, whoever offers it', async () => {
    const shares = [{ residentId: api.rosa.id, share: { vitals: 'write' } }];
    const viewerId = people.as('viewer of vitals')?.userId ?? '';
    for (const asker of ['owner', 'resident', 'mirror', 'console'] as const) {
      api.asker.actor = people.as(asker);
      const offer = await api.send('POST', '/api/pairings', { role: 'viewer', name: 'Eva', shares });
      const path = `/api/residents/${api.rosa.id}/sharing/${viewerId}`;
      const share = await api.send('PUT', path, { share: { vitals: 'write' } });
      expect([offer.status, share.status]).toEqual([422, 422]);
    }
  });
});

describe('what is not there for everyone', () => {
  const signedInStill = (sessionId: string) => api.access.sessions.list().some(({ id }) => id === sessionId);

  it.each(['caregiver who may write vitals', 'viewer of vitals', 'clinician by link'] as const)(
    'the %s sees and ends no session but their own',
    async (asker) => {
      const { sessionId } = await subjectsOf(api.rosa.id);
      const actor = people.as(asker);
      api.asker.actor = actor;
      const { items } = (await (await api.request('/api/sessions')).json()) as {
        items: { userId: string }[];
      };
      expect(items.map(({ userId }) => userId)).toEqual([actor?.userId]);
      expect((await api.request(`/api/sessions/${sessionId}`, { method: 'DELETE' })).status).toBe(404);
      expect(signedInStill(sessionId)).toBe(true);
    },
  );

  it('a caregiver knows whom they care for, not who else lives or comes here', async () => {
    api.asker.actor = people.as('caregiver for medication');
    const { items } = (await (await api.request('/api/users')).json()) as { items: { name: string }[] };
    expect(items.map(({ name }) => name).sort()).toEqual(['Conny', 'Rosa']);
    expect((await api.request(`/api/users/${people.jose.id}`)).status).toBe(404);
  });

  it('whoever lost a share or their role loses it with the next request', async () => {
    const path = `/api/residents/${api.rosa.id}/vitals/latest`;
    const carmenId = people.as('caregiver who may write vitals')?.userId ?? '';
    await api.access.people.setRole(carmenId, 'viewer', api.ana);
    api.asker.actor = people.as('caregiver who may write vitals');
    expect((await api.request(path)).status).toBe(200);
    const written = await api.send('POST', `/api/residents/${api.rosa.id}/vitals`, WEIGHT);
    expect(written.status).toBe(403);
    await api.access.grants.set(api.rosa.id, carmenId, {}, api.ana);
    api.asker.actor = people.as('caregiver who may write vitals');
    expect((await api.request(path)).status).toBe(403);
  });
});
