/** The key by which push services know the hub: a pair on P-256, both halves base64url. Source: RFC 8292 §3. */
import { createECDH } from 'node:crypto';

export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/** Of a private key on P-256. */
const PRIVATE_BYTES = 32;

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  return wholeKeys({
    publicKey: pair.generateKeys('base64url'),
    privateKey: pair.getPrivateKey('base64url'),
  });
}

/**
 * The same keys with a private half that has all its octets. Node leaves the noughts in front away, as of one key in 256,
 * and a push service is sent nothing under a key that is short.
 */
export function wholeKeys({ publicKey, privateKey }: VapidKeys): VapidKeys {
  const octets = Buffer.from(privateKey, 'base64url');
  const noughts = Buffer.alloc(Math.max(0, PRIVATE_BYTES - octets.length));
  return { publicKey, privateKey: Buffer.concat([noughts, octets]).toString('base64url') };
}
