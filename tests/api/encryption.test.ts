/** Encrypting the home from the owner's phone: the sheet is the key, it is shown at home alone and stored nowhere. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheet } from '#domain/recovery-sheet.ts';
import { RecoverySheetSchema } from '#contracts/encryption.ts';
import * as column from '#server/columns.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { CANARY, filesWithCanary } from '../fixtures/canary.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
  api.asker.actor = api.ana;
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const turnOn = async (headers: Record<string, string> = {}) => {
  const answer = await api.request('/api/encryption', { method: 'POST', headers });
  expect(answer.status).toBe(201);
  return RecoverySheetSchema.parse(await answer.json());
};
const isOn = async (): Promise<unknown> => (await api.request('/api/encryption')).json();
const actions = () =>
  api.database
    .all({ action: column.text }, 'SELECT action FROM audit_log ORDER BY seq')
    .map((row) => row.action);

describe('POST /api/encryption', () => {
  it('encrypts what was written before, and hands out the key as a sheet', async () => {
    const body = { systolicMmHg: 124, diastolicMmHg: 78, note: CANARY };
    await api.send('POST', `/api/residents/${api.rosa.id}/vitals/blood-pressure`, body);
    expect(filesWithCanary(api.folder)).not.toEqual([]);
    expect(await isOn()).toEqual({ isOn: false });
    const sheet = await turnOn();
    expect(await isOn()).toEqual({ isOn: true });
    expect(filesWithCanary(api.folder)).toEqual([]);
    expect(sheet.leftPlain).toBe(0);
    expect(readSheet(sheet.lines.join('\n'))).toEqual({ kind: 'key', key: api.database.key });
  });

  it('answers the same sheet again, and both are written down with nothing of the key', async () => {
    const first = await turnOn({ 'idempotency-key': 'once' });
    expect(await turnOn({ 'idempotency-key': 'once' })).toEqual(first);
    expect(actions()).toEqual(['encrypted', 'recovery-sheet-shown']);
    const words = first.lines.join('').replaceAll(' ', '');
    for (const table of ['audit_log', 'events', 'idempotency_keys']) {
      const rows = api.database.all({ row: column.text }, TEXT_OF[table] ?? '');
      for (const { row } of rows) {
        expect(row).not.toContain(api.database.key);
        expect(row.replaceAll(' ', '')).not.toContain(words.slice(0, 16));
      }
    }
  });

  it('is refused from outside the home, also where the owner may do the rest from anywhere', async () => {
    await api.systemSettings.write({ hostNames: [], isOwnerAtHomeOnly: false }, api.ana);
    api.asker.visit = { ...api.asker.visit, isRemote: true, isLocal: false, isSecure: true };
    const answer = await api.request('/api/encryption', { method: 'POST' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ type: '/problems/at-home-only' });
    expect(api.database.key).toBeNull();
  });
});

const TEXT_OF: Readonly<Record<string, string>> = {
  audit_log: 'SELECT detail AS row FROM audit_log',
  events: 'SELECT data AS row FROM events',
  idempotency_keys: "SELECT coalesce(CAST(body AS TEXT), '') AS row FROM idempotency_keys",
};
