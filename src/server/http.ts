/** The one port: /api goes to Hono, upgrades to the router, all else to the screens. Lets in this machine alone. */
import { randomUUID } from 'node:crypto';
import type { createServer, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { NodeWebSocket } from '@hono/node-ws';
import type { Hono } from 'hono';
import { CannotStartError } from './cannot-start.ts';
import type { Configuration } from './configuration.ts';
import { isFromThisMachine } from './loopback.ts';
import { OpenSockets } from './open-sockets.ts';
import { PROTOCOL_HEADER, type loadScreens as LoadScreens, type Screens } from './screens.ts';
import { keepSocketsHonest } from './socket-heartbeat.ts';
import type { Tls } from './tls/keeper.ts';
import { routeUpgrades } from './upgrade.ts';

/** Nothing a listener sends is longer. Bytes. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** How long open connections may take to end by themselves at shutdown. */
const CLOSE_GRACE_MS = 500;
/** Said with every answer, screen or API: guess no types, tell no other site the address, be in nobody's frame. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "frame-ancestors 'none'",
} as const;
/** A request id that a proxy or a test sent is kept when it looks like one. */
const REQUEST_ID = /^[\w-]{1,64}$/;
/** RFC 6455 §7.4.1: the endpoint is going away. */
const GOING_AWAY = 1001;

type Parts = {
  configuration: Configuration;
  app: Hono;
  sockets: NodeWebSocket;
  loadScreens: typeof LoadScreens;
  tls: Tls;
};

/** Answers when the port is open. Throws `CannotStartError` when it is taken. */
export async function listen({ configuration, app, sockets, loadScreens, tls }: Parts) {
  let screens: Screens | null = null;
  const mayEnter = (request: IncomingMessage) => isFromThisMachine(request, configuration.host);

  const split = (api: RequestListener): RequestListener => {
    return (request: IncomingMessage, response: ServerResponse) => {
      nameRequest(request, response);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
      if (!mayEnter(request)) {
        response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
        response.end('Betti answers only on the machine it runs on until people can be let in one by one.\n');
        return;
      }
      request.headers[PROTOCOL_HEADER] = tls.scheme;
      if (request.url?.startsWith('/api/')) api(request, response);
      else screens?.handle(request, response);
    };
  };

  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    createServer: ((_options: unknown, listener: RequestListener) =>
      tls.createServer(split(listener))) as typeof createServer,
  }) as Server;
  const upgraded = new OpenSockets();
  // A connection that never ends its TLS handshake is none that the server could close.
  if (tls.isOn) server.on('connection', (socket) => upgraded.add(socket));
  const upgrades = routeUpgrades(server, upgraded, mayEnter);
  sockets.injectWebSocket(upgrades.api);
  sockets.wss.options.maxPayload = MAX_MESSAGE_BYTES;
  const stopHeartbeat = keepSocketsHonest(sockets.wss);

  screens = await loadScreens(configuration.isDevelopment, upgrades.vite);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(whyNotListening(error, configuration));
    });
    server.listen(configuration.port, configuration.host, resolve);
  });

  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls.scheme}://${urlHost(configuration.host)}:${String(port)}`,
    port,
    stop: async () => {
      stopHeartbeat();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const client of sockets.wss.clients) client.close(GOING_AWAY, 'stopping');
      server.closeIdleConnections();
      const force = setTimeout(() => {
        upgraded.destroyAll();
        server.closeAllConnections();
      }, CLOSE_GRACE_MS);
      await closed;
      clearTimeout(force);
      await screens?.stop();
    },
  };
}

function whyNotListening(error: NodeJS.ErrnoException, { host, port }: Configuration): Error {
  if (error.code === 'EADDRINUSE') {
    return new CannotStartError(
      `Port ${String(port)} is in use, perhaps by another Betti. Stop that one, or set PORT to another number.`,
    );
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return new CannotStartError(`This machine has no address ${host}. Set HOST to one that it has.`);
  }
  return error;
}

/** Gives a request the id under which the log knows it, and says it in the answer. */
function nameRequest(request: IncomingMessage, response: ServerResponse): void {
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
  request.headers['x-request-id'] = id;
  response.setHeader('x-request-id', id);
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
