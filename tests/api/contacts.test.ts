import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_CONTACTS } from '#domain/contacts.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { heardWhile } from '../fixtures/listeners.ts';
import { CONTACT } from '../fixtures/mutations.ts';
import { somePeople } from '../fixtures/people.ts';
import type { Answer } from '../fixtures/vitals.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest = '') => `/api/residents/${api.rosa.id}/contacts${rest}`;
const read = async (response: Response) => ({
  status: response.status,
  body: (response.status === 204 ? null : await response.json()) as Answer,
});
const send = async (method: string, rest: string, body: unknown = {}) =>
  read(await api.send(method, path(rest), body));
const get = async (rest = '') => read(await api.request(path(rest)));
const names = async () => (await get()).body.items.map((contact) => contact['name']);
const add = async (name: string) => (await send('POST', '', { ...CONTACT, name })).body.id;

describe('POST …/contacts', () => {
  it('adds someone at the end of the list and tells the screens the whole of it', async () => {
    await add('Ana');
    const { status, body } = await send('POST', '', {
      ...CONTACT,
      name: ' Luis ',
      phoneNumbers: ['112', '911'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Luis',
      phoneNumbers: ['112', '911'],
      removed: null,
      residentId: api.rosa.id,
    });
    expect((await get(`/${body.id}`)).body).toEqual(body);
    expect(await names()).toEqual(['Ana', 'Luis']);
    expect(api.events.after(0, 10).at(-1)).toMatchObject({
      type: 'contacts.updated',
      data: { change: 'added', items: [{ name: 'Ana' }, { name: 'Luis' }] },
    });
  });

  it('keeps the ways to reach someone in the order they were given', async () => {
    const channels = ['email', 'sms', 'call'];
    const { body } = await send('POST', '', { ...CONTACT, email: 'ana@example.org', channels });
    expect((await get(`/${body.id}`)).body['channels']).toEqual(channels);
  });

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['letters for a number', { phoneNumbers: ['112', 'ask Ana'] }, '/phoneNumbers/1'],
    ['two digits', { phoneNumbers: ['12'] }, '/phoneNumbers/0'],
    ['three numbers', { phoneNumbers: ['112', '113', '114'] }, '/phoneNumbers'],
    ['an address that is none', { email: 'ana' }, '/email'],
    ['a way there is not', { channels: ['pigeon'] }, '/channels/0'],
    ['a way without an address for it', { channels: ['call', 'email'] }, '/channels/1'],
    ['a way named twice', { channels: ['sms', 'sms'] }, '/channels/1'],
    [
      'no way to reach anyone',
      { phoneNumbers: [], channels: [], canBeCalledFromMirror: false },
      '/phoneNumbers',
    ],
    [
      'a call without a number',
      { phoneNumbers: [], email: 'a@example.org', channels: [] },
      '/canBeCalledFromMirror',
    ],
  ])('answers 422 for %s and points there', async (_case, change, pointer) => {
    const { status, body } = await send('POST', '', { ...CONTACT, ...change });
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(await names()).toEqual([]);
  });

  it('answers 409 when the list is full, and so does taking one back', async () => {
    const first = await add('First');
    await send('DELETE', `/${first}`);
    for (let index = 0; index < MOST_CONTACTS; index += 1) await add(`Number ${String(index)}`);
    expect((await send('POST', '', CONTACT)).status).toBe(409);
    expect((await send('POST', `/${first}/restore`)).status).toBe(409);
    expect(await names()).toHaveLength(MOST_CONTACTS);
  });
});

describe('PUT …/contacts/:contactId', () => {
  it('replaces what is known and leaves the place', async () => {
    const id = await add('Ana');
    await add('Luis');
    expect((await send('PUT', `/${id}`, { ...CONTACT, name: 'Anna', note: 'Works nights' })).status).toBe(
      200,
    );
    expect((await get()).body.items).toMatchObject([
      { id, name: 'Anna', note: 'Works nights' },
      { name: 'Luis' },
    ]);
  });

  it('answers 409 for one that was taken out and 404 for nobody and for another home', async () => {
    const id = await add('Ana');
    await send('DELETE', `/${id}`);
    expect((await send('PUT', `/${id}`, CONTACT)).status).toBe(409);
    expect((await send('PUT', `/${api.rosa.id}`, CONTACT)).status).toBe(404);
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    const foreign = `/api/residents/${other.id}/contacts/${id}`;
    expect((await api.request(foreign)).status).toBe(404);
    expect((await api.send('PUT', foreign, CONTACT)).status).toBe(404);
  });
});

describe('PUT …/contacts/order', () => {
  it('moves people, who then stay where they are put', async () => {
    const [ana, luis, eva] = [await add('Ana'), await add('Luis'), await add('Eva')];
    const { status, body } = await send('PUT', '/order', { contactIds: [eva, ana, luis] });
    expect(status).toBe(200);
    expect(body.items.map(({ id }) => id)).toEqual([eva, ana, luis]);
    await add('Max');
    expect(await names()).toEqual(['Eva', 'Ana', 'Luis', 'Max']);
  });

  it('answers 409 for an order that is not of this list, and changes nothing', async () => {
    const [ana, luis] = [await add('Ana'), await add('Luis')];
    for (const contactIds of [[ana], [luis, luis], [luis, ana, api.rosa.id]]) {
      expect((await send('PUT', '/order', { contactIds })).status).toBe(409);
    }
    expect(await names()).toEqual(['Ana', 'Luis']);
  });
});

describe('DELETE …/contacts/:contactId and POST …/restore', () => {
  it('keep whoever is taken out, with when and by whom, and put them back in their place', async () => {
    const ana = await add('Ana');
    await add('Luis');
    expect((await send('DELETE', `/${ana}`)).status).toBe(204);
    expect(await names()).toEqual(['Luis']);
    expect((await get(`/${ana}`)).body['removed']).toEqual({
      at: new Date(NOW).toISOString(),
      by: 'console',
    });
    expect((await send('POST', `/${ana}/restore`)).body).toMatchObject({ id: ana, removed: null });
    expect(await names()).toEqual(['Ana', 'Luis']);
  });

  it('say nothing the second time', async () => {
    const ana = await add('Ana');
    await send('DELETE', `/${ana}`);
    const seq = api.events.latestSeq();
    expect((await send('DELETE', `/${ana}`)).status).toBe(204);
    expect(api.events.latestSeq()).toBe(seq);
    await send('POST', `/${ana}/restore`);
    expect((await send('POST', `/${ana}/restore`)).status).toBe(200);
    expect(api.events.latestSeq()).toBe(seq + 1);
  });
});

describe('who may', () => {
  it('is a caregiver whom the resident lets write the contacts, and who is told of them', async () => {
    const people = await somePeople(api);
    api.asker.actor = people.as('caregiver for contacts');
    const id = await add('Ana');
    expect((await send('PUT', '/order', { contactIds: [id] })).status).toBe(200);
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect((await get(`/${id}`)).body['removed']).toMatchObject({ by: api.asker.actor?.id });
    expect((await send('POST', `/${id}/restore`)).status).toBe(200);
    expect(await names()).toEqual(['Ana']);
  });

  it('is not a caregiver for something else: they see whom to call and change nothing', async () => {
    const id = await add('Ana');
    const people = await somePeople(api);
    api.asker.actor = people.as('caregiver for medication');
    expect(await names()).toEqual(['Ana']);
    expect((await send('POST', '', CONTACT)).status).toBe(403);
    expect((await send('DELETE', `/${id}`)).status).toBe(403);
    expect(await names()).toEqual(['Ana']);
  });

  it('is not a viewer, unless the contacts are shared with them, and then only to look', async () => {
    await add('Ana');
    const people = await somePeople(api);
    api.asker.actor = people.as('viewer of vitals');
    expect((await get()).status).toBe(403);
    const viewerId = api.asker.actor?.userId ?? '';
    await api.access.grants.set(api.rosa.id, viewerId, { contacts: 'read' }, api.ana);
    api.asker.actor = people.as('viewer of vitals');
    expect(await names()).toEqual(['Ana']);
    expect((await send('POST', '', CONTACT)).status).toBe(403);
    expect((await api.request(`/api/residents/${api.rosa.id}/card`)).status).toBe(403);
  });

  it('hears of a change who may see whom to call, and nobody else', async () => {
    const people = await somePeople(api);
    const heard = await heardWhile(
      api,
      people,
      [
        'nobody',
        'owner',
        'resident',
        'caregiver for contacts',
        'caregiver for medication',
        'viewer of vitals',
      ],
      () => add('Ana'),
    );
    expect(heard).toEqual({
      nobody: [],
      owner: ['contacts.updated'],
      resident: ['contacts.updated'],
      'caregiver for contacts': ['contacts.updated'],
      'caregiver for medication': ['contacts.updated'],
      'viewer of vitals': [],
    });
  });
});
