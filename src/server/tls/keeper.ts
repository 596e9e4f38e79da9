/**
 * HTTPS while the hub runs: reads DATA/tls at the start, renews what Betti's own authority made, takes up files that
 * changed, all without a restart. Without files in DATA/tls the hub speaks plain HTTP.
 */
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Logger } from 'pino';
import type { TlsStatus } from '#contracts/tls.ts';
import type { Clock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import {
  isFor,
  isMadeBy,
  readAuthority,
  readServed,
  tlsFolderIn,
  type Authority,
  type Served,
} from './files.ts';
import { namesToVouchFor, renewLeaf } from './issue.ts';
import { thisMachine, type Machine } from './machine-names.ts';
import { listenPlain } from './plain-listener.ts';
import { isEnding, isLeafDue, validityOf } from './renewal.ts';
import type { TlsView } from './view.ts';

/** Files are read and addresses compared this often: a home's router may give the hub another one any time. */
const CHECK_EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

export type Tls = Awaited<ReturnType<typeof openTls>>;

type Parts = {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly machine?: Machine;
};

/** Reads and, where it is due, renews. Throws `CannotStartError` when the files there are cannot be used. */
export async function openTls({ dataDirectory, clock, log, machine = thisMachine }: Parts) {
  const folder = tlsFolderIn(dataDirectory);
  let served = readServed(folder);
  let authority = readOwnAuthority(folder, served);
  let server: TlsServer | null = null;
  let plain: Awaited<ReturnType<typeof listenPlain>> | null = null;
  let warnedAtMs = -Infinity;

  const renewWhenDue = async ({ leaf, key }: Served) => {
    if (authority === null || authority.key === null) return;
    const lacksName = namesToVouchFor(authority, machine).some((name) => !isFor(leaf, name));
    const validities = { leaf: validityOf(leaf), authority: validityOf(authority.parsed) };
    if (!isLeafDue({ ...validities, lacksName }, clock.now())) return;
    const ownAuthority = { ...authority, key: authority.key };
    const names = await renewLeaf(folder, {
      ...{ authority: ownAuthority, key, machine, before: leaf, nowMs: clock.now() },
    });
    log.info({ names }, 'certificate renewed');
  };

  const takeUp = (before: Served) => {
    const now = readServed(folder);
    if (now === null) return;
    authority = readOwnAuthority(folder, now);
    if (now.certificate === before.certificate && now.key === before.key) return;
    served = now;
    server?.setSecureContext({ cert: now.certificate, key: now.key });
    log.info({ expiresAt: now.leaf.validToDate.toISOString() }, 'certificate taken up');
  };

  const warnOfEnd = ({ leaf }: Served) => {
    const nowMs = clock.now();
    if (!isEnding(validityOf(leaf), nowMs) || nowMs - warnedAtMs < DAY_MS) return;
    warnedAtMs = nowMs;
    log.warn({ expiresAt: leaf.validToDate.toISOString() }, 'the certificate in tls/cert.pem ends soon');
  };

  /** What the hub shows stays as it is when any of this fails, until the next time. */
  const checkOnce = async () => {
    if (served === null) return;
    try {
      takeUp(served);
      await renewWhenDue(served);
      takeUp(served);
    } catch (error) {
      log.error({ err: error }, 'the certificate could not be renewed or read');
    }
    warnOfEnd(served);
  };
  let last = Promise.resolve();
  const check = (): Promise<void> => (last = last.then(checkOnce));

  await check();
  const timer = setInterval(() => void check(), CHECK_EVERY_MS);

  return {
    isOn: served !== null,
    scheme: served === null ? ('http' as const) : ('https' as const),

    /** A server of requests, over TLS when that is on. */
    createServer: (listener: RequestListener): Server => {
      if (served === null) return createPlainServer(listener);
      server = createTlsServer({ cert: served.certificate, key: served.key }, listener);
      return server;
    },

    /** Opens BETTI_HTTP_PORT, when it is set and TLS is on. Throws `CannotStartError` when it is taken. */
    async listenPlain({ httpPort, host }: Pick<Configuration, 'httpPort' | 'host'>, tlsPort: number) {
      if (served === null || httpPort === undefined) return;
      plain = await listenPlain({ port: httpPort, host, tlsPort, authorityCertificate });
    },

    check,
    view: { status, authorityCertificate } satisfies TlsView,

    stop: async () => {
      clearInterval(timer);
      await Promise.all([last, plain?.stop()]);
    },
  };

  function status(): TlsStatus {
    return {
      isOn: served !== null,
      isByOwnAuthority: authority !== null,
      authorityFingerprint: authority?.parsed.fingerprint256 ?? null,
      expiresAt: served?.leaf.validToDate.toISOString() ?? null,
      plainPort: plain?.port ?? null,
    };
  }

  function authorityCertificate(): Uint8Array<ArrayBuffer> | null {
    return authority === null ? null : new Uint8Array(authority.parsed.raw);
  }
}

/** The authority in the folder when it made what is served. */
function readOwnAuthority(folder: string, served: Served | null): Authority | null {
  if (served === null) return null;
  const authority = readAuthority(folder);
  return isMadeBy(served.leaf, authority) ? authority : null;
}
