/** The record of who did what: nobody changes it by accident, and whoever changes it on purpose is found out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type TestApi } from '../../fixtures/api.ts';
import { CONTACT } from '../../fixtures/mutations.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
  // Somebody else's reads of a resident are written down.
  api.asker.actor = api.ana;
  for (const category of ['contacts', 'card', 'vitals/latest', 'medications'])
    expect((await api.request(`/api/residents/${api.rosa.id}/${category}`)).status).toBe(200);
  await api.send('POST', `/api/residents/${api.rosa.id}/contacts`, CONTACT);
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const check = () => api.access.audit.verify();
/** As one who has the file and the time to take its guards away. */
const tamper = (sql: string) => {
  api.database.script(
    `DROP TRIGGER audit_log_is_never_changed; DROP TRIGGER audit_log_is_never_deleted; ${sql}`,
  );
};

describe('the chain of the record', () => {
  it('is whole after what was done, and says how many lines it has', () => {
    const { rows, brokenAt } = check();
    expect(brokenAt).toBeNull();
    expect(rows).toBeGreaterThanOrEqual(4);
  });

  it('refuses to be changed or shortened through the database', () => {
    expect(() => {
      api.database.script(`UPDATE audit_log SET actor_name = 'Nobody'`);
    }).toThrow('append-only');
    expect(() => {
      api.database.script('DELETE FROM audit_log');
    }).toThrow('append-only');
    expect(check().brokenAt).toBeNull();
  });

  it.each([
    ['another name', `UPDATE audit_log SET actor_name = 'Nobody' WHERE seq = 2`, 2],
    ['another time', 'UPDATE audit_log SET at = at + 1 WHERE seq = 1', 1],
    ['another resident', 'UPDATE audit_log SET resident_id = NULL WHERE seq = 3', 3],
    ['a line that is gone', 'DELETE FROM audit_log WHERE seq = 2', 2],
    ['a hash that was put right again', 'UPDATE audit_log SET hash = zeroblob(32) WHERE seq = 2', 2],
  ])('tells of %s, and at which line', (_what, sql, line) => {
    tamper(sql);
    expect(check().brokenAt).toBe(line);
  });

  it('is checked by whoever manages the hub, over the API too', async () => {
    const answer = await api.request('/api/audit/check');
    expect(await answer.json()).toMatchObject({ brokenAt: null });
    tamper(`UPDATE audit_log SET detail = '{"a":1}' WHERE seq = 3`);
    expect(await (await api.request('/api/audit/check')).json()).toMatchObject({ brokenAt: 3 });
  });
});
