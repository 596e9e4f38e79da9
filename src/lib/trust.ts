/** Whether the browser trusts the hub it is at, and which kind of phone it runs on. For the browser alone. */

/** A service worker that does nothing, for no page. */
const SCRIPT = '/trust.js';

/**
 * True when the connection is a secure context whose certificate the browser accepts by itself. After a warning that a
 * person clicked away a page is a secure context too; only a service worker is still refused, for its certificate.
 */
export async function isTrusted(): Promise<boolean> {
  if (!window.isSecureContext) return false;
  if (!('serviceWorker' in navigator)) return true;
  try {
    const registration = await navigator.serviceWorker.register(SCRIPT, { scope: SCRIPT });
    await registration.unregister();
    return true;
  } catch {
    return false;
  }
}

/** A host that is an address: no passkey is made for it. Source: W3C Web Authentication Level 3 §5.1.3. */
const ADDRESS = /^(?:\[.*\]|[\d.]+)$/;

/** Whether this browser, at this address of the hub, can be asked for a passkey. */
export function canUsePasskeys(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && !ADDRESS.test(location.hostname);
}

/** The kind of phone, null when it is neither. An iPad calls itself a Mac, and is the one with a touch screen. */
export function phoneKind(): 'iphone' | 'android' | null {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  const isTouchMac = userAgent.includes('Macintosh') && maxTouchPoints > 1;
  return /iPhone|iPad|iPod/.test(userAgent) || isTouchMac ? 'iphone' : null;
}
