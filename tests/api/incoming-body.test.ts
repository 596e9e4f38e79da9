/** Bodies as they come over a real connection: in pieces, cut short, unread. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { readingsOf, theResident } from '../fixtures/requests.ts';
import { headerLinesFor } from '../fixtures/sessions.ts';

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
let path: string;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  ({ id: residentId } = await theResident(hub.url));
  path = `/api/residents/${residentId}/vitals`;
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

/** Writes the pieces of a request one after the other, then hangs up when told to; answers what came back. */
async function send(pieces: readonly (string | Uint8Array)[], isCutShort = false): Promise<string> {
  const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (isCutShort) socket.destroy();
  await closed;
  return answer;
}

const head = (length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headerLinesFor(hub.url)}Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${String(length)}\r\n\r\n`;
const body = Buffer.from(
  JSON.stringify({ kind: 'heart-rate', value: 61, unit: '/min', note: 'after the café' }),
);

describe('a body over a real connection', () => {
  test('is read whole when it comes in pieces, and a letter is cut in two', async () => {
    const cut = body.indexOf(Buffer.from('é')) + 1;
    const answer = await send([head(body.length), body.subarray(0, cut), body.subarray(cut)]);
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(answer).toContain('after the café');
  });

  test('that ends early stores nothing, and surprises nobody', async () => {
    const before = await readingsOf(hub.url, residentId);
    await send([head(body.length), body.subarray(0, 20)], true);
    expect(await readingsOf(hub.url, residentId)).toEqual(before);
    expect(hub.output()).not.toContain('failed unexpectedly');
  });

  test('that nobody asked for does not keep the answer', async () => {
    const answer = await send([head(body.length).replace(path, '/api/nowhere'), body]);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});
