/**
 * Decides every HTTP Upgrade request before node-ws or Vite sees it. Without it one bad request line, or a reset while
 * the app thinks, is an unhandled error that ends the process.
 */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OpenSockets } from './open-sockets.ts';

/** Stand-ins for the server, each hearing only the upgrades that are its own. */
export type Upgrades = { readonly api: Server; readonly vite: Server };

/** RFC 6455 §4.2.1: version 13 and a key of 16 bytes in base64. */
const WEBSOCKET_VERSION = '13';
const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;
/** Vite's own sub-protocols, on its own path. */
const VITE_PROTOCOL = /^vite-(?:hmr|ping)$/;

/** Routes the upgrades of `server`; `mayEnter` is asked first, as for every other request. */
export function routeUpgrades(
  server: Server,
  sockets: OpenSockets,
  mayEnter: (request: IncomingMessage) => boolean,
): Upgrades {
  // node-ws and Vite only ever listen for 'upgrade' on what they are given.
  const api = new EventEmitter() as unknown as Server;
  const vite = new EventEmitter() as unknown as Server;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    if (!mayEnter(request)) {
      refuse(socket, '403 Forbidden');
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
