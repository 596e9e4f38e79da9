/**
 * Decides every HTTP Upgrade request before node-ws or Vite sees it. Without it one bad request line, or a reset while
 * the app thinks, is an unhandled error that ends the process.
 */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Stand-ins for the server, each hearing only the upgrades that are its own. */
export type Upgrades = { readonly api: Server; readonly vite: Server };

/** Vite's own sub-protocols, on its own path. */
const VITE_PROTOCOL = /^vite-(?:hmr|ping)$/;

/** Routes the upgrades of `server`; `mayEnter` is asked first, as for every other request. */
export function routeUpgrades(server: Server, mayEnter: (request: IncomingMessage) => boolean): Upgrades {
  // node-ws and Vite only ever listen for 'upgrade' on what they are given.
  const api = new EventEmitter() as unknown as Server;
  const vite = new EventEmitter() as unknown as Server;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!mayEnter(request)) {
      refuse(socket, '403 Forbidden');
      return;
    }
    const path = pathOf(request.url);
    if (path === undefined) {
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

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
