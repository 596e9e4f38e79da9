/** An offer as its maker is told it, with the addresses that a QR code holds. */
import type { Offer } from '#contracts/pairings.ts';
import type { Offered } from '#server/access/pairings.ts';

/** Where an offer is taken up. In the fragment, the secret goes to no server and no log. */
export function toOffer(
  { id, secret, code, expiresAt }: Offered,
  role: string,
  hubUrls: readonly string[],
): Offer {
  const path = role === 'mirror' ? '/mirror/enter' : '/pair';
  return {
    ...{ id, secret, code },
    expiresAt: new Date(expiresAt).toISOString(),
    urls: hubUrls.map((url) => `${url}${path}#${secret}`),
  };
}
