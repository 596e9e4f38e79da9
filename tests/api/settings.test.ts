/** What a person chose, and what is known of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { idBytes } from '#server/ids.ts';
import { heardWhile } from '../fixtures/listeners.ts';
import { somePeople } from '../fixtures/people.ts';
import { aVitalsApi, SETTINGS, type Answer, type VitalsApi } from '../fixtures/vitals.ts';

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
const general = async () => (await read(await api.request(at('settings/general')))).body;
const save = async (change: object) =>
  read(await api.send('PUT', at('settings/general'), { ...DEFAULT_GENERAL_SETTINGS, ...change }));
const changeRosa = async (change: object) =>
  read(await api.send('PATCH', `/api/users/${api.rosa.id}`, change));

describe('GET and PUT …/settings/general', () => {
  it('begins as nobody has chosen anything, and keeps what is put', async () => {
    expect(await general()).toEqual(DEFAULT_GENERAL_SETTINGS);
    const chosen = {
      ...{ clock: '24-hour', weekStart: 'saturday', textSize: 1.25, handedness: 'left' },
      ...{ quietHours: { from: '22:00', to: '06:30' }, mirrorTiles: ['mood', 'glucose'], conditions: [] },
    };
    expect((await save(chosen)).body).toEqual(chosen);
    expect(await general()).toEqual(chosen);
    expect(api.events.after(0, 9)).toMatchObject([
      { type: 'profile.updated', residentId: api.rosa.id, data: { name: 'general', settings: chosen } },
    ]);
  });

  it.each([
    ['a clock there is not', { clock: 'sundial' }, '/clock'],
    ['a size there is not', { textSize: 2 }, '/textSize'],
    ['a time there is not', { quietHours: { from: '24:00', to: '06:00' } }, '/quietHours/from'],
    [
      'quiet hours that end when they begin',
      { quietHours: { from: '06:00', to: '06:00' } },
      '/quietHours/to',
    ],
    ['a tile twice', { mirrorTiles: ['mood', 'mood'] }, '/mirrorTiles'],
    [
      'more than six tiles',
      { mirrorTiles: ['mood', 'pain', 'glucose', 'spo2', 'heart-rate', 'body-weight', 'body-temperature'] },
      '/mirrorTiles',
    ],
    ['a condition there is not', { conditions: ['old-age'] }, '/conditions/0'],
    ['a condition twice', { conditions: ['diabetes', 'diabetes'] }, '/conditions'],
  ])('answers 422 for %s, points there and changes nothing', async (_case, change, pointer) => {
    const { status, body } = await save(change);
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(await general()).toEqual(DEFAULT_GENERAL_SETTINGS);
  });

  it('takes what was saved before a setting existed as its default', async () => {
    await api.database.write((tx) =>
      tx.run(
        `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:id, 'general', :value, 0)`,
        {
          id: idBytes(api.rosa.id),
          value: '{"textSize":1.5}',
        },
      ),
    );
    expect(await general()).toEqual({ ...DEFAULT_GENERAL_SETTINGS, textSize: 1.5 });
  });

  it('answers 404 for nobody', async () => {
    expect((await api.request('/api/residents/nobody/settings/general')).status).toBe(404);
  });
});

describe('diabetes', () => {
  const hasDiabetes = async () =>
    (await read(await api.request(at('settings/vitals')))).body['hasDiabetes'] as boolean;

  it('is one truth: said as a condition, the rules for glucose know it, and keep their units and limits', async () => {
    const overrides = [{ ruleId: 'spo2.low', limit: 91, setBy: 'Dr Klein' }];
    await api.saveSettings({ overrides });
    await save({ conditions: ['kidney-disease', 'diabetes'] });
    expect(await (await api.request(at('settings/vitals'))).json()).toEqual({
      ...SETTINGS,
      hasDiabetes: true,
      overrides,
    });
    expect((await general())['conditions']).toEqual(['diabetes', 'kidney-disease']);
    expect(api.eventTypes()).toEqual(['settings.updated', 'settings.updated', 'profile.updated']);
    expect(api.events.after(0, 9).map(({ data }) => (data as { name: string }).name)).toEqual([
      ...['vitals', 'vitals', 'general'],
    ]);
  });

  it('is one truth the other way round, and when it is taken back', async () => {
    await api.saveSettings({ hasDiabetes: true });
    expect((await general())['conditions']).toEqual(['diabetes']);
    await save({ conditions: ['heart-failure'] });
    expect(await hasDiabetes()).toBe(false);
    await save({ conditions: ['heart-failure', 'diabetes'] });
    await api.saveSettings({ hasDiabetes: false });
    expect((await general())['conditions']).toEqual(['heart-failure']);
  });
});

describe('PATCH /api/users/:userId', () => {
  it('changes what is named and leaves the rest, and tells the screens', async () => {
    const { status, body } = await changeRosa({
      name: ' Rosa María ',
      language: 'es',
      birthDate: '1940-05-01',
    });
    expect(status).toBe(200);
    const rosa = { ...api.rosa, name: 'Rosa María', language: 'es', birthDate: '1940-05-01' };
    expect(body).toEqual(rosa);
    expect(await (await api.request(`/api/users/${api.rosa.id}`)).json()).toEqual(rosa);
    // Who hears it asks for what they may see.
    expect(api.events.after(0, 9)).toMatchObject([
      { type: 'resident.changed', residentId: api.rosa.id, data: { id: api.rosa.id } },
    ]);
    expect((await changeRosa({ birthDate: null, timeZone: 'Europe/Madrid' })).body).toEqual({
      ...rosa,
      birthDate: null,
      timeZone: 'Europe/Madrid',
    });
  });

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['a zone there is not', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['a language there is not', { language: 'xx' }, '/language'],
    ['a day there is not', { birthDate: '1940-02-30' }, '/birthDate'],
    ['a day to come', { birthDate: '2026-11-23' }, '/birthDate'],
    ['a day too long ago', { birthDate: '1890-01-01' }, '/birthDate'],
  ])('answers 422 for %s and changes nothing', async (_case, change, pointer) => {
    const { status, body } = await changeRosa(change);
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(await (await api.request(`/api/users/${api.rosa.id}`)).json()).toEqual(api.rosa);
  });

  it("reckons today in the resident's zone: in Kiritimati it is Monday already", async () => {
    expect((await changeRosa({ timeZone: 'Pacific/Kiritimati', birthDate: '2026-11-23' })).status).toBe(200);
  });

  it('answers 404 for nobody', async () => {
    const nobody = '0197c000-0000-7000-8000-000000000000';
    expect((await api.send('PATCH', `/api/users/${nobody}`, { name: 'X' })).status).toBe(404);
  });
});

describe('who may', () => {
  it('sees and sets nothing general without the profile: a viewer is answered 403', async () => {
    const people = await somePeople(api);
    for (const asker of ['viewer of vitals', 'clinician by link'] as const) {
      api.asker.actor = people.as(asker);
      expect((await api.request(at('settings/general'))).status).toBe(403);
      expect((await save({ textSize: 1.5 })).status).toBe(403);
    }
  });

  it('sees but does not set them as a caregiver, whatever is shared', async () => {
    const people = await somePeople(api);
    for (const asker of ['caregiver for medication', 'caregiver for contacts'] as const) {
      api.asker.actor = people.as(asker);
      expect(await general()).toEqual(DEFAULT_GENERAL_SETTINGS);
      expect((await save({ textSize: 1.5 })).status).toBe(403);
    }
  });

  it('hears of general settings with the profile and of limits with the readings', async () => {
    const people = await somePeople(api);
    const heard = await heardWhile(
      api,
      people,
      ['nobody', 'resident', 'caregiver who may read vitals', 'caregiver for medication', 'viewer of vitals'],
      () => save({ conditions: ['diabetes'] }),
    );
    expect(heard).toEqual({
      nobody: [],
      resident: ['settings.updated', 'profile.updated'],
      'caregiver who may read vitals': ['settings.updated', 'profile.updated'],
      'caregiver for medication': ['profile.updated'],
      'viewer of vitals': ['settings.updated'],
    });
  });

  it('knows when someone was born with the profile alone', async () => {
    await changeRosa({ birthDate: '1940-05-01' });
    const people = await somePeople(api);
    const bornFor = async (asker: 'viewer of vitals' | 'caregiver for medication') => {
      api.asker.actor = people.as(asker);
      const one = (await read(await api.request(`/api/users/${api.rosa.id}`))).body;
      const { items } = (await read(await api.request('/api/users'))).body;
      return [one['birthDate'], items.find(({ id }) => id === api.rosa.id)?.['birthDate']];
    };
    expect(await bornFor('viewer of vitals')).toEqual([null, null]);
    expect(await bornFor('caregiver for medication')).toEqual(['1940-05-01', '1940-05-01']);
  });

  it('changes their own name whoever they are, and nobody else’s as a caregiver or at the mirror', async () => {
    const people = await somePeople(api);
    api.asker.actor = people.as('viewer of vitals');
    const veraId = api.asker.actor?.userId ?? '';
    expect((await api.send('PATCH', `/api/users/${veraId}`, { name: 'Verónica' })).status).toBe(200);
    expect(people.as('viewer of vitals')?.name).toBe('Verónica');
    expect((await changeRosa({ name: 'X' })).status).toBe(403);
    api.asker.actor = people.as('caregiver for medication');
    expect((await changeRosa({ name: 'X' })).status).toBe(403);
    // Whom one does not know is not there.
    expect((await api.send('PATCH', `/api/users/${veraId}`, { name: 'X' })).status).toBe(404);
    api.asker.actor = people.as('mirror');
    expect((await api.send('PATCH', `/api/users/${veraId}`, { name: 'X' })).status).toBe(403);
    expect((await changeRosa({ language: 'es' })).status).toBe(200);
    expect(api.users.find(veraId)?.name).toBe('Verónica');
  });
});
