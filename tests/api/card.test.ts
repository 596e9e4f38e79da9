/** The emergency card: what is written on it by hand, beside what is known of the resident anyway. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CARD_SETTINGS } from '#contracts/card.ts';
import { DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { heardWhile } from '../fixtures/listeners.ts';
import { CONTACT } from '../fixtures/mutations.ts';
import { somePeople } from '../fixtures/people.ts';
import { aVitalsApi, type Answer, type VitalsApi } from '../fixtures/vitals.ts';

let api: VitalsApi;
beforeEach(async () => {
  api = await aVitalsApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const read = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Answer,
});
const at = (rest: string) => `/api/residents/${api.rosa.id}/${rest}`;
const card = async () => (await read(await api.request(at('card')))).body;
const saveCard = async (change: object) =>
  read(await api.send('PUT', at('card'), { ...DEFAULT_CARD_SETTINGS, ...change }));
const saveConditions = (conditions: string[]) =>
  api.send('PUT', at('settings/general'), { ...DEFAULT_GENERAL_SETTINGS, conditions });

describe('GET and PUT …/card', () => {
  it('shows what is known, the age of today, and the contacts in their order', async () => {
    await api.users.change(api.rosa.id, { birthDate: '1940-11-22' });
    await saveConditions(['heart-failure']);
    await api.contacts.add(api.rosa.id, CONTACT);
    const settings = {
      ...{ bloodType: 'AB-', illnesses: 'Gout', allergies: 'Penicillin', toKnow: 'Hears little on the left' },
      doctor: { name: 'Dr Klein', phoneNumber: '030 123' },
    };
    const saved = await saveCard(settings);
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ name: 'Rosa', ageYears: 86, conditions: ['heart-failure'], settings });
    expect(await card()).toEqual(saved.body);
    expect(saved.body['contacts']).toMatchObject([{ name: 'Ana' }]);
    expect(api.events.after(0, 9).at(-1)).toMatchObject({ data: { name: 'card', settings } });
  });

  it('begins empty, without an age that nobody said', async () => {
    expect(await card()).toEqual({
      ...{ name: 'Rosa', birthDate: null, ageYears: null, conditions: [], contacts: [] },
      settings: DEFAULT_CARD_SETTINGS,
    });
  });

  it('names diabetes that was told to the limits of the readings', async () => {
    await api.saveSettings({ hasDiabetes: true });
    expect((await card())['conditions']).toEqual(['diabetes']);
  });

  it('has nobody on it who was taken out of the contacts', async () => {
    const ana = await api.contacts.add(api.rosa.id, CONTACT);
    await api.contacts.add(api.rosa.id, { ...CONTACT, name: 'Luis' });
    if (ana !== null) await api.contacts.remove(ana, 'test');
    expect((await card())['contacts']).toMatchObject([{ name: 'Luis' }]);
  });

  it.each([
    ['a blood type there is not', { bloodType: 'C+' }, '/bloodType'],
    ['too many words', { allergies: 'x'.repeat(401) }, '/allergies'],
    ['a doctor without a name', { doctor: { name: '', phoneNumber: null } }, '/doctor/name'],
    ['a number that is none', { doctor: { name: 'Dr', phoneNumber: 'x' } }, '/doctor/phoneNumber'],
  ])('answers 422 for %s', async (_case, change, pointer) => {
    const { status, body } = await saveCard(change);
    expect(status).toBe(422);
    expect(body.errors[0]?.pointer).toBe(pointer);
  });
});

describe('who may', () => {
  it('sees no card as a viewer, and writes none as a caregiver', async () => {
    const people = await somePeople(api);
    api.asker.actor = people.as('viewer of vitals');
    expect((await api.request(at('card'))).status).toBe(403);
    api.asker.actor = people.as('caregiver for medication');
    expect(await card()).toMatchObject({ name: 'Rosa' });
    expect((await saveCard({ allergies: 'Nuts' })).status).toBe(403);
    api.asker.actor = people.as('resident');
    expect((await saveCard({ allergies: 'Nuts' })).status).toBe(200);
  });

  it('is written down when somebody else looks at it', async () => {
    const people = await somePeople(api);
    api.asker.actor = people.as('caregiver for medication');
    await card();
    const [entry] = api.access.audit.page(api.rosa.id, { before: Number.MAX_SAFE_INTEGER, limit: 1 });
    expect(entry).toMatchObject({ action: 'read', category: 'profile', actorName: 'Conny' });
  });

  it('hears of a change who may see the card, and nobody else', async () => {
    const people = await somePeople(api);
    const askers = ['owner', 'mirror', 'caregiver for medication', 'viewer of vitals'] as const;
    expect(await heardWhile(api, people, askers, () => saveCard({ allergies: 'Nuts' }))).toEqual({
      owner: ['profile.updated'],
      mirror: ['profile.updated'],
      'caregiver for medication': ['profile.updated'],
      'viewer of vitals': [],
    });
  });
});
