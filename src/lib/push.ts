// Has this phone ring while Betti is closed: asks the browser for an address at its push service, and tells the hub.
import type { NewPushDevice, NotificationWays } from '#contracts/notifications.ts';
import { apiClient, unwrap } from '#lib/api.ts';
import { phoneKind } from '#lib/trust.ts';

/**
 * `insecure`: no certificate that the phone trusts. `install-first`: an iPhone lets only what stands on its home screen
 * ring. `denied`: somebody said no to the browser, which asks never again by itself.
 */
export type PushState = 'insecure' | 'install-first' | 'impossible' | 'denied' | 'off' | 'on';

/** How it is with this browser. */
export async function pushState(): Promise<PushState> {
  if (!window.isSecureContext) return 'insecure';
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!('PushManager' in window) || !('Notification' in window) || registration === undefined)
    return phoneKind() === 'iphone' ? 'install-first' : 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  const isOn = Notification.permission === 'granted' && (await registration.pushManager.getSubscription());
  return isOn ? 'on' : 'off';
}

/** Asks for leave, which a browser grants after a touch alone. Answers how it is then. */
export async function startRinging({ push }: NotificationWays): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState();
  await subscribe(push.publicKey);
  return 'on';
}

export async function stopRinging({ push }: NotificationWays): Promise<PushState> {
  await (await subscriptionNow())?.unsubscribe();
  const known = push.devices.find(({ isThisOne }) => isThisOne);
  if (known !== undefined) {
    const param = { deviceId: known.id };
    await unwrap(apiClient(fetch).notifications.devices[':deviceId'].$delete({ param }));
  }
  return pushState();
}

/** A browser changes its address now and then, and forgets it with its data: what rings is told to the hub anew. */
export async function keepRinging(): Promise<void> {
  if ((await pushState()) !== 'on') return;
  const { push } = await unwrap(apiClient(fetch).notifications.$get());
  const isKnown = push.devices.some(({ isThisOne }) => isThisOne);
  if (!isKnown) await subscribe(push.publicKey);
}

async function subscribe(publicKey: string): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const key = bytesOf(publicKey);
  const known = await registration.pushManager.getSubscription();
  // Of another hub, or of this one before it was set up anew.
  const isForeign = known !== null && !isSame(known.options.applicationServerKey, key);
  if (isForeign) await known.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    ...{ userVisibleOnly: true, applicationServerKey: key },
  });
  const json = subscription.toJSON() as NewPushDevice;
  await unwrap(
    apiClient(fetch).notifications.devices.$post({
      json: { endpoint: json.endpoint, keys: { p256dh: json.keys.p256dh, auth: json.keys.auth } },
    }),
  );
}

const subscriptionNow = async () =>
  (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription() ?? null;

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  return one !== null && new Uint8Array(one).every((byte, index) => byte === other[index]);
}
