/** When a certificate has to be replaced. Pure; the hub asks at its start and every few minutes. */
import type { X509Certificate } from 'node:crypto';

const DAY_MS = 86_400_000;
/** How long a leaf is good for. Phones refuse more than 825 days from an authority that was installed by hand. */
export const LEAF_DAYS = 90;
/** A leaf with less left than this is renewed; with a certificate of somebody else's the log begins to warn. */
export const RENEW_BELOW_DAYS = 30;

/** From when until when a certificate is good. Milliseconds UTC. */
export type Validity = { readonly startsAtMs: number; readonly endsAtMs: number };

/** From when until when a certificate says it is good. */
export function validityOf(certificate: X509Certificate): Validity {
  return { startsAtMs: certificate.validFromDate.getTime(), endsAtMs: certificate.validToDate.getTime() };
}

/** Whether less than 30 days are left. */
export function isEnding({ endsAtMs }: Validity, nowMs: number): boolean {
  return endsAtMs - nowMs < RENEW_BELOW_DAYS * DAY_MS;
}

/**
 * From when until when a leaf made now is good. Begins a day early, for phones whose clock is behind, and never outlives
 * its authority.
 */
export function leafValidity(authority: Validity, nowMs: number): Validity {
  return {
    startsAtMs: Math.max(nowMs - DAY_MS, authority.startsAtMs),
    endsAtMs: Math.min(nowMs + LEAF_DAYS * DAY_MS, authority.endsAtMs),
  };
}

/**
 * Whether a leaf of the hub's own authority is due: it ends soon, begins later than now since the clock was wrong when it
 * was made, or `lacksName` says that it does not list a name or an address the hub has. An authority whose own days would
 * give no better leaf keeps the one there is.
 */
export function isLeafDue(
  { leaf, authority, lacksName }: { leaf: Validity; authority: Validity; lacksName: boolean },
  nowMs: number,
): boolean {
  const next = leafValidity(authority, nowMs);
  const isEarly = leaf.startsAtMs > nowMs && next.startsAtMs < leaf.startsAtMs;
  return lacksName || isEarly || (isEnding(leaf, nowMs) && next.endsAtMs > leaf.endsAtMs);
}
