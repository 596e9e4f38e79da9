/**
 * Decides every HTTP Upgrade request before node-ws or Vite sees it. Without it one bad request line, or a reset while
 * the app thinks, is an unhandled error that ends the process.
 */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OpenSockets } from './open-sockets.ts';
import type { Visit } from './visit.ts';

/** Stand-ins for the server, each hearing only the upgrades that are its own. */
export type Upgrades = { readonly api: Server; readonly vite: Server };

/** RFC 6455 §4.2.1: version 13 and a key of 16 bytes in base64. */
const WEBSOCKET_VERSION = '13';
const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;
/** Vite's own sub-protocols, on its own path. */
const VITE_PROTOCOL = /^vite-(?:hmr|ping)$/;

/** Sockets one address may hold open: more than a household has screens. This machine itself is not counted. */
const MAX_OF_ONE_ADDRESS = 50;

/** Routes the upgrades of `server`; whether it is meant is asked first, as for every other request. */
export function routeUpgrades(
  server: Server,
  sockets: OpenSockets,
  { look, isMeant }: { look: (request: IncomingMessage) => Visit; isMeant: (visit: Visit) => boolean },
): Upgrades {
  // node-ws and Vite only ever listen for 'upgrade' on what they are given.
  const api = new EventEmitter() as unknown as Server;
  const vite = new EventEmitter() as unknown as Server;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const visit = look(request);
    sockets.add(socket, visit.address);
    if (!isMeant(visit)) {
      refuse(socket, '421 Misdirected Request');
      return;
    }
    if (!visit.isLocal && sockets.countOf(visit.address) > MAX_OF_ONE_ADDRESS) {
      refuse(socket, '429 Too Many Requests');
      return;
    }
    const path = pathOf(request.url);
    // node-ws keeps what it is given for a handshake that ws then refuses, for ever: ask what ws would ask.
    if (path === undefined || !isHandshake(request)) {
      refuse(socket, '400 Bad Request');
      return;
    }
    if (path.startsWith('/api/') && api.emit('upgrade', request, socket, head)) return;
    const isVite = VITE_PROTOCOL.test(request.headers['sec-websocket-protocol'] ?? '');
    if (isVite && path === '/' && vite.emit('upgrade', request, socket, head)) return;
    refuse(socket, '404 Not Found');
  });
  return { api, vite };
}

function pathOf(url = ''): string | undefined {
  return URL.canParse(url, 'http://hub') ? new URL(url, 'http://hub').pathname : undefined;
}

function isHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === WEBSOCKET_VERSION &&
    WEBSOCKET_KEY.test(headers['sec-websocket-key'] ?? '')
  );
}

/** Answers and hangs up; a client that does not close its own half must not keep the socket. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
