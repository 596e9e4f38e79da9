/**
 * BETTI_HTTP_PORT beside HTTPS: leads every request to HTTPS, and hands out the authority's certificate, which a phone
 * cannot fetch over a connection that it does not trust yet. Says nothing else, so it lets in anyone who reaches it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotStartError } from '../cannot-start.ts';

/** Understood by iOS and Android as a certificate to install. */
const CERTIFICATE_TYPE = 'application/x-x509-ca-cert';
const CERTIFICATE_PATH = '/betti-ca.crt';
const HTTPS_PORT = 443;
/** The name in a Host header, without its port: letters, digits, dots and hyphens, or an IPv6 address in brackets. */
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i;

type Parts = {
  readonly port: number;
  readonly host: string | undefined;
  readonly tlsPort: number;
  readonly authorityCertificate: () => Uint8Array | null;
};

/** Answers when the port is open. Throws `CannotStartError` when it is taken. */
export async function listenPlain({ port, host, tlsPort, authorityCertificate }: Parts) {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    const url = urlOf(request, tlsPort);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const certificate = isRead && url?.pathname === CERTIFICATE_PATH ? authorityCertificate() : null;
    if (certificate !== null) {
      const headers = { 'content-type': CERTIFICATE_TYPE, 'content-length': certificate.length };
      response.writeHead(200, headers).end(certificate);
    } else if (url === undefined) response.writeHead(400).end();
    else response.writeHead(308, { location: url.href }).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new CannotStartError(`Port ${port} is in use. Set BETTI_HTTP_PORT to another.`) : error,
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The same address over HTTPS, by the name that was asked for; undefined when that is no name or no address. */
function urlOf({ url = '', headers }: IncomingMessage, tlsPort: number): URL | undefined {
  const name = HOST.exec(headers.host ?? '')?.[1];
  if (name === undefined || !url.startsWith('/')) return undefined;
  const address = `https://${name}${tlsPort === HTTPS_PORT ? '' : `:${tlsPort}`}${url}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}
