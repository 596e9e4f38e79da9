/**
 * Makes and renews the files in DATA/tls. A renewed leaf keeps its key, so that a renewal is one file put in place at
 * once, and a power cut leaves no certificate without its key.
 */
import { rmSync } from 'node:fs';
import type { X509Certificate } from 'node:crypto';
import {
  isMadeBy,
  readAuthority,
  readPem,
  readServed,
  tlsFilesIn,
  writePrivately,
  type Authority,
  type Pair,
} from './files.ts';
import { addressesOf, hostNamesOf, type Machine } from './machine-names.ts';
import { constraintsOf, permits } from './name-constraints.ts';

/** Host names and addresses that the machine has and the authority may vouch for, host names first. */
export function namesToVouchFor(authority: Authority, machine: Machine): string[] {
  const constraints = constraintsOf(authority.parsed);
  return [...hostNamesOf(machine), ...addressesOf(machine)].filter((name) => permits(constraints, name));
}

/**
 * Makes a leaf for what the machine is called now, for the host names of the leaf before, and for `moreNames`. Addresses
 * that are gone drop out. Answers the names it is for.
 */
export async function renewLeaf(
  folder: string,
  { authority, key, machine, before, moreNames = [], nowMs }: Renewal,
): Promise<string[]> {
  const { makeLeaf } = await import('./authority.ts');
  const known = [...(before === null ? [] : hostNamesIn(before)), ...moreNames];
  const names = [...new Set([...namesToVouchFor(authority, machine), ...known])];
  const leaf = await makeLeaf(
    { certificate: authority.certificate, key: authority.key },
    { key, names, nowMs },
  );
  writePrivately(tlsFilesIn(folder).certificate, leaf);
  return names;
}

type Renewal = {
  readonly authority: Authority & { readonly key: string };
  readonly key: string;
  readonly machine: Machine;
  readonly before: X509Certificate | null;
  readonly moreNames?: readonly string[];
  readonly nowMs: number;
};

/**
 * Makes whatever is missing: an authority (or a new one, which every phone has to be told of), a key and a leaf. Throws
 * when the files there are not of Betti's making, or when the authority may not vouch for one of `moreNames`.
 */
export async function makeCertificates(
  folder: string,
  wish: { machine: Machine; moreNames: readonly string[]; isNewAuthority: boolean; nowMs: number },
): Promise<{ authority: Authority; isNewAuthority: boolean; names: string[]; endsAt: Date }> {
  const { machine, moreNames, nowMs } = wish;
  const files = tlsFilesIn(folder);
  const before = leafOfOurs(folder);
  const there = wish.isNewAuthority ? null : usableAuthority(folder);
  if (there === null) {
    for (const path of [files.certificate, files.key]) rmSync(path, { force: true });
    await makeNewAuthority(folder, [...hostNamesOf(machine), ...moreNames], nowMs);
  }
  const authority = there ?? usableAuthority(folder);
  if (authority === null) throw new Error(`${files.authorityCertificate} went away while it was made.`);
  const constraints = constraintsOf(authority.parsed);
  const outside = moreNames.find((name) => !permits(constraints, name));
  if (outside !== undefined) {
    throw new Error(
      `The authority may not vouch for ${outside}. --new-ca makes one that may; install that on every phone.`,
    );
  }
  const key = readPem(files.key) ?? (await makeLeafKey(files.key));
  const leafBefore = there === null ? null : before;
  const names = await renewLeaf(folder, { authority, key, machine, before: leafBefore, moreNames, nowMs });
  const endsAt = readServed(folder)?.leaf.validToDate ?? new Date(nowMs);
  return { authority, isNewAuthority: there === null, names, endsAt };
}

/** The leaf that is there, when Betti made it. Throws when somebody else did: theirs is never overwritten. */
function leafOfOurs(folder: string): X509Certificate | null {
  const { certificate, key } = tlsFilesIn(folder);
  const authority = readAuthority(folder);
  const hasCertificate = readPem(certificate) !== undefined;
  // A power cut may have left Betti's own key alone, never without its authority.
  if (!hasCertificate && (authority !== null || readPem(key) === undefined)) return null;
  const leaf = hasCertificate ? readServed(folder)?.leaf : undefined;
  if (leaf === undefined || !isMadeBy(leaf, authority)) {
    throw new Error(
      `Betti did not make ${certificate} and ${key}, and leaves them alone. Move both away first.`,
    );
  }
  return leaf;
}

function usableAuthority(folder: string): (Authority & { key: string }) | null {
  const authority = readAuthority(folder);
  const { authorityCertificate, authorityKey } = tlsFilesIn(folder);
  const { key } = authority ?? { key: readPem(authorityKey) ?? null };
  if (authority !== null && key !== null) return { ...authority, key };
  if (authority === null && key === null) return null;
  const missing = authority === null ? authorityCertificate : authorityKey;
  throw new Error(`${missing} is missing. Put it back, or make a new authority with --new-ca.`);
}

async function makeNewAuthority(folder: string, ownNames: readonly string[], nowMs: number): Promise<void> {
  const { makeAuthority } = await import('./authority.ts');
  const { certificate, key }: Pair = await makeAuthority([...new Set(ownNames)], nowMs);
  const files = tlsFilesIn(folder);
  // The certificate that was there does not go with the new key, and a power cut may come in between.
  rmSync(files.authorityCertificate, { force: true });
  writePrivately(files.authorityKey, key);
  writePrivately(files.authorityCertificate, certificate);
}

async function makeLeafKey(path: string): Promise<string> {
  const { makeKey } = await import('./authority.ts');
  const key = await makeKey();
  writePrivately(path, key);
  return key;
}

/** The host names a certificate is for. Betti's own are plain letters, which Node lists as they are. */
function hostNamesIn({ subjectAltName = '' }: X509Certificate): string[] {
  return [...subjectAltName.matchAll(/\bDNS:([a-z0-9.-]+)/g)].map(([, name = '']) => name);
}
