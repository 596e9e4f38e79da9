/** The one port: /api goes to Hono, upgrades to the router, all else to the screens. Answers to the hub's names alone. */
import { randomUUID } from 'node:crypto';
import type { createServer, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { NodeWebSocket } from '@hono/node-ws';
import type { Hono } from 'hono';
import { CannotStartError } from './cannot-start.ts';
import type { Configuration } from './configuration.ts';
import { homeAddresses, isKnownHost } from './host-names.ts';
import { OpenSockets } from './open-sockets.ts';
import { PROTOCOL_HEADER, type loadScreens as LoadScreens, type Screens } from './screens.ts';
import { keepSocketsHonest } from './socket-heartbeat.ts';
import type { SystemSettings } from './system-settings.ts';
import type { Tls } from './tls/keeper.ts';
import { routeUpgrades } from './upgrade.ts';
import { duringVisit, type Visit } from './visit.ts';

/** Nothing a listener sends is longer. Bytes. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** How long open connections may take to end by themselves at shutdown. */
const CLOSE_GRACE_MS = 500;
/**
 * Said with every answer, screen or API: guess no types, tell no other site the address, be in nobody's frame. A page
 * says more of what it may load, with a nonce (svelte.config.js). Camera and microphone are for calls.
 */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), bluetooth=()',
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
  systemSettings: SystemSettings;
  /** Where a request comes from. */
  look: (request: IncomingMessage) => Visit;
};

/** Answers when the port is open. Throws `CannotStartError` when it is taken. */
export async function listen(parts: Parts) {
  const { configuration, app, sockets, loadScreens, tls, systemSettings, look } = parts;
  let screens: Screens | null = null;
  const isMeant = ({ host }: Visit) => isKnownHost(host, systemSettings.read().hostNames);

  const split = (api: RequestListener): RequestListener => {
    return (request: IncomingMessage, response: ServerResponse) => {
      nameRequest(request, response);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
      const visit = look(request);
      if (!isMeant(visit)) {
        response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(NOT_MY_NAME);
        return;
      }
      request.headers[PROTOCOL_HEADER] = visit.isSecure ? 'https' : 'http';
      if (request.url?.startsWith('/api/')) {
        api(request, response);
        return;
      }
      // The screens take the address they are at from here.
      request.headers.host = visit.host;
      duringVisit(visit, () => screens?.handle(request, response));
    };
  };

  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    createServer: ((_options: unknown, listener: RequestListener) =>
      tls.createServer(split(listener))) as typeof createServer,
  }) as Server;
  const upgraded = new OpenSockets();
  const connected = new OpenSockets();
  // A connection that never ends its TLS handshake is none that the server could close.
  if (tls.isOn) server.on('connection', (socket) => connected.add(socket, socket.remoteAddress ?? ''));
  const upgrades = routeUpgrades(server, upgraded, { look, isMeant });
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
  const urlOf = (host: string) => `${tls.scheme}://${urlHost(host)}:${String(port)}`;
  return {
    port,
    /** On this machine. */
    url: urlOf(configuration.host ?? '127.0.0.1'),
    /** For phones at home, best first. */
    homeUrls: () => (configuration.host === undefined ? homeAddresses() : [configuration.host]).map(urlOf),
    stop: async () => {
      stopHeartbeat();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const client of sockets.wss.clients) client.close(GOING_AWAY, 'stopping');
      server.closeIdleConnections();
      const force = setTimeout(() => {
        upgraded.destroyAll();
        connected.destroyAll();
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
    return new CannotStartError(`This machine has no address ${String(host)}. Set HOST to one that it has.`);
  }
  return error;
}

const NOT_MY_NAME =
  'This Betti does not go by that name. Open it by its address, or add the name in its settings at home.\n';

/** Gives a request the id under which the log knows it, and says it in the answer. */
function nameRequest(request: IncomingMessage, response: ServerResponse): void {
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
  request.headers['x-request-id'] = id;
  response.setHeader('x-request-id', id);
}

function urlHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
