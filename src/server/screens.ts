/** The SvelteKit screens as one request listener: the built handler in production, Vite in middleware mode otherwise. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Screens = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly stop: () => Promise<void>;
};

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The adapter reads the scheme of a request from here; http.ts always overwrites what a client sends. */
export const PROTOCOL_HEADER = 'x-betti-proto';

const BUILT_HANDLER = pathToFileURL(join(import.meta.dirname, '../../build/handler.js')).href;

/** Loads the screens. `viteUpgrades` is where Vite hears its own WebSocket. Throws when production was not built. */
export async function loadScreens(isDevelopment: boolean, viteUpgrades: Server): Promise<Screens> {
  const { middleware, stop } = isDevelopment ? await viteScreens(viteUpgrades) : await builtScreens();
  return {
    handle: (request, response) => {
      middleware(request, response, () => response.writeHead(404).end());
    },
    stop,
  };
}

async function builtScreens(): Promise<{ middleware: Middleware; stop: () => Promise<void> }> {
  process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
  const { handler } = (await import(BUILT_HANDLER)) as { handler: Middleware };
  return { middleware: handler, stop: () => Promise.resolve() };
}

async function viteScreens(server: Server): Promise<{ middleware: Middleware; stop: () => Promise<void> }> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    appType: 'custom',
    // Any other loader writes a file that `node --watch` takes for a change, and restarts for ever.
    configLoader: 'native',
    server: { middlewareMode: true, ws: { server } },
  });
  return { middleware: vite.middlewares, stop: () => vite.close() };
}
