/** The four files in DATA/tls: the hub's certificate and key, and its authority's where Betti made them. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { syncToDisk } from '../sync-to-disk.ts';
import { CannotStartError } from '../cannot-start.ts';
import { addressBytes } from './addresses.ts';

/** A certificate and its key, both PEM. */
export type Pair = { readonly certificate: string; readonly key: string };

/** What the hub shows. `certificate` may hold a chain; `leaf` is its first. */
export type Served = Pair & { readonly leaf: X509Certificate };

/** The authority in DATA/tls. Without its key it can be handed out, and makes no leaf. */
export type Authority = {
  readonly certificate: string;
  readonly parsed: X509Certificate;
  readonly key: string | null;
};

export const tlsFolderIn = (dataDirectory: string): string => join(dataDirectory, 'tls');

export function tlsFilesIn(folder: string) {
  return {
    certificate: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    authorityCertificate: join(folder, 'ca-cert.pem'),
    authorityKey: join(folder, 'ca-key.pem'),
  };
}

/** The certificate and the key, null when there is neither. Throws `CannotStartError` when they cannot be used. */
export function readServed(folder: string): Served | null {
  const { certificate: certificatePath, key: keyPath } = tlsFilesIn(folder);
  const [certificate, key] = [readPem(certificatePath), readPem(keyPath)];
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined) {
    const [there, missing] = key === undefined ? [certificatePath, keyPath] : [keyPath, certificatePath];
    throw new CannotStartError(`${there} is there and ${basename(missing)} is not: HTTPS needs both.`);
  }
  const leaf = parseCertificate(certificatePath, certificate);
  if (!leaf.checkPrivateKey(parseKey(keyPath, key))) {
    throw new CannotStartError(`${certificatePath} and ${basename(keyPath)} do not belong together.`);
  }
  try {
    createSecureContext({ cert: certificate, key });
  } catch (cause) {
    throw new CannotStartError(`${certificatePath} cannot be used for HTTPS: ${reasonOf(cause)}.`, { cause });
  }
  return { certificate, key, leaf };
}

/** The authority, null when there is no certificate of one. Throws `CannotStartError` when it cannot be used. */
export function readAuthority(folder: string): Authority | null {
  const { authorityCertificate, authorityKey } = tlsFilesIn(folder);
  const certificate = readPem(authorityCertificate);
  if (certificate === undefined) return null;
  const parsed = parseCertificate(authorityCertificate, certificate);
  const key = readPem(authorityKey) ?? null;
  if (key !== null && !parsed.checkPrivateKey(parseKey(authorityKey, key))) {
    throw new CannotStartError(
      `${authorityCertificate} and ${basename(authorityKey)} do not belong together.`,
    );
  }
  return { certificate, parsed, key };
}

/** Whether `authority` made this leaf. */
export function isMadeBy(leaf: X509Certificate, authority: Authority | null): authority is Authority {
  return authority !== null && leaf.verify(authority.parsed.publicKey);
}

/** Whether a certificate lists this host name or address. */
export function isFor(certificate: X509Certificate, name: string): boolean {
  const isAddress = addressBytes(name) !== undefined;
  return (isAddress ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
}

/** The text of a file, undefined when there is none. Throws `CannotStartError` when it cannot be read. */
export function readPem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CannotStartError(`${path} cannot be read: ${reasonOf(cause)}.`, { cause });
  }
}

/** Puts a file in place whole or not at all, for its owner's eyes alone; on disk when this returns. */
export function writePrivately(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.partial`;
  const descriptor = openSync(partial, 'w', 0o600);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  syncToDisk(partial);
  renameSync(partial, path);
  syncToDisk(dirname(path));
}

function parseCertificate(path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new CannotStartError(`${path} holds no certificate in PEM form.`, { cause });
  }
}

function parseKey(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new CannotStartError(`${path} holds no private key in PEM form, or one with a passphrase.`, {
      cause,
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
