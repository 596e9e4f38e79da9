/**
 * The same API on a Unix socket in the data directory, for commands of whoever may write there: while the hub runs it
 * holds the database exclusively, so `npm run betti -- …` asks it. Nobody else on the machine can reach the socket.
 */
import { chmodSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Logger } from 'pino';

/** Stands in the environment of requests that came by the socket; nothing that comes over the network can set it. */
type ControlEnv = { readonly isConsole?: boolean } | undefined;

/** The longest path a socket can have on Linux. Source: unix(7), sun_path. Bytes. */
const MAX_PATH_BYTES = 107;

export const controlSocketIn = (dataDirectory: string): string => join(dataDirectory, 'control.sock');

/** Whether a request came by the socket. What a screen asks during server rendering has no environment at all. */
export const isFromConsole = (env: unknown): boolean => (env as ControlEnv)?.isConsole === true;

/**
 * Answers when the socket takes requests. Replaces one that a killed hub left behind: whoever calls this holds the
 * database, so no other hub is using it. A path that is too long for a socket is no reason not to run.
 */
export async function listenForCommands({
  app,
  dataDirectory,
  log,
}: {
  app: Hono;
  dataDirectory: string;
  log: Logger;
}): Promise<{ stop: () => Promise<void> }> {
  const path = controlSocketIn(dataDirectory);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    log.warn({ path }, 'this path is too long for a socket; commands work only while the hub is stopped');
    return { stop: () => Promise.resolve() };
  }
  rmSync(path, { force: true });
  const server = createAdaptorServer({
    fetch: (request: Request, env: object) =>
      app.fetch(request, { ...env, isConsole: true } satisfies ControlEnv),
    overrideGlobalObjects: false,
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(path, { force: true });
    },
  };
}
