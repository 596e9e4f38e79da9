/** The log says what was asked and how it went, and nothing of anyone's health. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

const NOTE = 'dizzy after the stairs';
/** With digits that no id, time or process number has. */
const HEART_RATE = 193.0625;

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, logLevel: 'trace' });
  ({ id: residentId } = await theResident(hub.url));
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const post = (body: string) =>
  ask(`${hub.url}/api/residents/${residentId}/vitals?why=${encodeURIComponent(NOTE)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

/** The line of a request, which may still be on its way here. */
async function lineOf(requestId: string): Promise<Record<string, unknown>> {
  let found: Record<string, unknown> | undefined;
  await expect
    .poll(() => {
      const lines = hub
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'));
      found = lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .find((line) => line.msg === 'request' && line.requestId === requestId);
      return found;
    })
    .toBeDefined();
  return found ?? {};
}

describe('the log', () => {
  test('has a line for each request, by its route and its id', async () => {
    const response = await post(
      JSON.stringify({ kind: 'heart-rate', value: HEART_RATE, unit: '/min', note: NOTE }),
    );
    expect(response.status).toBe(201);
    expect(await lineOf(response.headers.get('x-request-id') ?? '')).toMatchObject({
      level: 30,
      method: 'POST',
      route: '/api/residents/:residentId/vitals',
      status: 201,
      ms: expect.any(Number) as number,
    });
  });

  test('tells of what is refused, and of no route at all', async () => {
    const refused = await post('{"kind":"heart-rate","value":-7,"unit":"/min"}');
    expect(await lineOf(refused.headers.get('x-request-id') ?? '')).toMatchObject({ status: 422 });
    const nowhere = await ask(`${hub.url}/api/nowhere`);
    expect(await lineOf(nowhere.headers.get('x-request-id') ?? '')).toMatchObject({
      status: 404,
      route: '/api/*',
    });
  });

  test('holds no value, no note and no name, even at its most talkative', async () => {
    const { name } = await theResident(hub.url);
    expect(hub.output()).not.toMatch(/dizzy/);
    expect(hub.output()).not.toContain(String(HEART_RATE));
    expect(hub.output()).not.toContain(residentId);
    expect(hub.output()).not.toContain(`"${name}"`);
  });
});
