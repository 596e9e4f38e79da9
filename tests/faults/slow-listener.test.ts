import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';

const AT_ONCE = 64;
/** More than the kernel buffers for a socket that is not read, and the hub's own bound. */
const EVENTS = 80 * AT_ONCE;

/** A WebSocket whose other end stops reading once it is open. */
async function aPausedListener(hubUrl: string) {
  const { hostname, port, host } = new URL(hubUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `GET /api/live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await once(socket, 'data');
  socket.pause();
  return socket;
}

const memoryMb = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;

describe('a live listener that never reads', () => {
  it('is dropped at a bound and told to load anew when it comes back; the others hear everything', async () => {
    const folder = aDataFolder();
    const hub = await startHub({ dataFolder: folder.path });
    onTestFinished(async () => {
      await hub.end('SIGKILL');
      folder.remove();
    });
    const { id } = await theResident(hub.url);
    const good = await listenLive(hub.url);
    const { seq: since = 0, epoch } = good.greeting;
    const paused = await aPausedListener(hub.url);
    const closed = once(paused, 'close');
    const memoryBefore = memoryMb(hub.process.pid);

    const note = 'n'.repeat(500);
    for (let sent = 0; sent < EVENTS; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => recordBloodPressure(hub.url, id, { note })));
    }
    const last = since + EVENTS;
    await good.until(() => good.heard.find(({ seq }) => seq === last));
    // A slow machine hears a heartbeat in between, which has no type.
    const seqs = good.heard.slice(1).flatMap(({ type, seq }) => (type === undefined ? [] : [seq]));
    expect(seqs).toEqual(Array.from({ length: EVENTS }, (_, n) => since + 1 + n));
    console.log(
      `memory ${memoryBefore.toFixed(0)} → ${memoryMb(hub.process.pid).toFixed(0)} MB, ${EVENTS} events`,
    );

    // Reading again, it finds what the kernel still holds, and then that the hub has gone.
    paused.resume();
    await closed;
    const returned = await listenLive(hub.url, since);
    expect(returned.greeting).toEqual({ type: 'resync', seq: last, epoch });
    const nearly = await listenLive(hub.url, last - 1_000);
    expect(nearly.greeting).toEqual({ type: 'hello', seq: last - 1_000, epoch });

    for (const listener of [good, returned, nearly]) listener.close();
    expect((await hub.end('SIGTERM')).code).toBe(0);
  }, 40_000);
});
