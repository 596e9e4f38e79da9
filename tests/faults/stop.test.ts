import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { upgradeRequest } from '../fixtures/raw-upgrade.ts';

/** A WebSocket whose other end never reads, never answers and never closes. */
async function aDeadSocket(hubUrl: string): Promise<Socket> {
  const { hostname, port } = new URL(hubUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(upgradeRequest(hubUrl, { path: '/api/live' }));
  await once(socket, 'data');
  socket.pause();
  return socket;
}

/** An upgrade that the hub refuses, by a client that never closes its own half. */
async function aHeldUpgrade(hubUrl: string, request: { path: string; host?: string }): Promise<Socket> {
  const { hostname, port } = new URL(hubUrl);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(upgradeRequest(hubUrl, request));
  await once(socket, 'data');
  return socket;
}

describe('SIGTERM', () => {
  it('ends the hub with exit 0 within two seconds, live sockets open and one of them dead', async () => {
    const folder = aDataFolder();
    const hub = await startHub({ dataFolder: folder.path });
    const listeners = await Promise.all([listenLive(hub.url), listenLive(hub.url), listenLive(hub.url)]);
    const dead = await aDeadSocket(hub.url);
    const ended = await hub.end('SIGTERM');
    expect(ended.code).toBe(0);
    expect(ended.ms).toBeLessThan(2_000);
    expect(await Promise.all(listeners.map((listener) => listener.closed()))).toEqual([1001, 1001, 1001]);
    dead.destroy();
    folder.remove();
  });

  it('ends within two seconds while refused upgrades are held half open', async () => {
    const folder = aDataFolder();
    const hub = await startHub({ dataFolder: folder.path });
    const held = await Promise.all([
      aHeldUpgrade(hub.url, { path: '/nope' }),
      aHeldUpgrade(hub.url, { path: '/api/nope' }),
      aHeldUpgrade(hub.url, { path: '/api/live?since=many' }),
      aHeldUpgrade(hub.url, { path: '/api/live', host: 'evil.example' }),
    ]);
    const ended = await hub.end('SIGTERM');
    expect(ended.code).toBe(0);
    expect(ended.ms).toBeLessThan(2_000);
    for (const socket of held) socket.destroy();
    folder.remove();
  });

  it('refuses a second hub on the same data folder in one clear line', async () => {
    const folder = aDataFolder();
    const hub = await startHub({ dataFolder: folder.path });
    const second = startHub({ dataFolder: folder.path });
    await expect(second).rejects.toThrow(/Betti cannot start: Another Betti is using .*betti\.db/);
    await hub.end('SIGTERM');
    folder.remove();
  });
});
