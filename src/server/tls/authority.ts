/**
 * Makes the hub's certificate authority and the leaf that the hub shows. Loaded only while a certificate is made: what it
 * stands on takes some megabytes, which a hub that only serves does without. Keys are ECDSA P-256, in PEM.
 */
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { addressBytes } from './addresses.ts';
import type { Pair } from './files.ts';
import { encodeConstraints, homeConstraints, NAME_CONSTRAINTS_OID } from './name-constraints.ts';
import { leafValidity, validityOf } from './renewal.ts';

const DAY_MS = 86_400_000;
/** A new authority has to be installed on every phone by hand, so it lasts. */
const AUTHORITY_DAYS = 3_650;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** X.520: the upper bound of a common name. */
const MAX_COMMON_NAME = 64;

/** A new key. */
export async function makeKey(): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  return pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', privateKey));
}

/** A new authority that may vouch for a home and for `ownNames`, and for nothing else. */
export async function makeAuthority(ownNames: readonly string[], nowMs: number): Promise<Pair> {
  const key = await makeKey();
  const publicKey = publicKeyOf(key);
  // Told apart in the list of a phone that has more than one.
  const mark = randomBytes(2).toString('hex').toUpperCase();
  const name = [{ CN: [`Betti home ${mark} ${ownNames[0] ?? ''}`.trim().slice(0, MAX_COMMON_NAME)] }];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    ...{ subject: name, issuer: name, publicKey },
    signingKey: await signingKeyOf(key),
    signingAlgorithm: ECDSA,
    notBefore: new Date(nowMs - DAY_MS),
    notAfter: new Date(nowMs + AUTHORITY_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.Extension(NAME_CONSTRAINTS_OID, true, encodeConstraints(homeConstraints(ownNames))),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key };
}

/** A leaf for `names` (host names and addresses; the first host name is its subject) and the key in `key`. */
export async function makeLeaf(
  authority: Pair,
  { key, names, nowMs }: { key: string; names: readonly string[]; nowMs: number },
): Promise<string> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const publicKey = publicKeyOf(key);
  const isAddress = (name: string) => addressBytes(name) !== undefined;
  const subject = names.find((name) => !isAddress(name)) ?? 'localhost';
  const { startsAtMs, endsAtMs } = leafValidity(
    validityOf(new X509Certificate(authority.certificate)),
    nowMs,
  );
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [subject.slice(0, MAX_COMMON_NAME)] }],
    issuer: issuer.subject,
    publicKey,
    signingKey: await signingKeyOf(authority.key),
    signingAlgorithm: ECDSA,
    notBefore: new Date(startsAtMs),
    notAfter: new Date(endsAtMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return certificate.toString('pem');
}

function publicKeyOf(key: string): x509.PublicKey {
  const der = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' });
  return new x509.PublicKey(new Uint8Array(der));
}

function signingKeyOf(key: string): Promise<CryptoKey> {
  const der = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), ECDSA, false, ['sign']);
}

/** RFC 5280 §4.1.2.2: positive, at most 20 bytes; 126 random bits. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
