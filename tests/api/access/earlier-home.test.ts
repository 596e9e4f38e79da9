/** A home from before anybody owned the hub: people live there, with their readings, and nobody may come in yet. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mayDo } from '#domain/access.ts';
import { anApi, type TestApi } from '../../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
  api.database.script(`DELETE FROM grants; UPDATE users SET removed_at = 0 WHERE role = 'owner'`);
  api.access.changed();
});
afterEach(() => {
  api.close();
});

it('gives its first owner what the people who live there have, and nothing more to set up', async () => {
  expect(await (await api.request('/api/setup')).json()).toMatchObject({ state: 'new' });
  const offered = (await (await api.send('POST', '/api/setup/offer', {})).json()) as { secret: string };
  api.asker.actor = null;
  const body = { secret: offered.secret, name: 'Ben', deviceName: 'Phone' };
  const claimed = await api.send('POST', '/api/pairing/claim', body);
  expect(await claimed.json()).toMatchObject({ state: 'entered' });
  expect(await (await api.request('/api/setup')).json()).toMatchObject({ state: 'ready' });

  const token = /=([^;]+)/.exec(claimed.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const owner = api.access.sessions.signedIn(token, false)?.actor;
  if (owner === undefined) throw new Error('The owner is not signed in.');
  for (const category of ['vitals', 'medication'] as const)
    expect(mayDo(owner, { category, action: 'write', residentId: api.rosa.id })).toBe(true);
  api.asker.actor = owner;
  expect((await api.request(`/api/residents/${api.rosa.id}/vitals`)).status).toBe(200);
});
