/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
// Keeps the shell of the screens on the phone: the built scripts, styles and letters of one version, and nothing else.
// No answer of the API and no page is ever kept. And shows what the hub has somebody told while Betti is closed. Kit registers it, and a browser offers it in a secure context alone.
import { build, files, version } from '$service-worker';
import { offlinePage } from '#lib/offline-page.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const CACHE = `betti-shell-${version}`;
// Of the voice, which is the mirror's, a phone needs nothing.
const SHELL = new Set([...build, ...files.filter((path) => !path.startsWith('/voice/'))]);

worker.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll([...SHELL]);
  event.waitUntil(keep());
});

worker.addEventListener('activate', (event) => {
  const forgetOlder = async () => {
    const older = (await caches.keys()).filter((name) => name !== CACHE);
    await Promise.all(older.map((name) => caches.delete(name)));
  };
  event.waitUntil(forgetOlder());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (SHELL.has(pathname)) event.respondWith(fromShell(request));
  else if (request.mode === 'navigate' && !pathname.startsWith('/api/')) event.respondWith(fromHub(request));
});

/** A file of the build never changes under its name; one that is not kept is asked for. */
async function fromShell(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(request);
  return kept ?? fetch(request);
}

/** A page is always the hub's. Without the hub there is none, and that is said. */
async function fromHub(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    const language = worker.navigator.language.startsWith('es') ? 'es' : 'en';
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(offlinePage(language), { status: 503, headers });
  }
}

/** What src/server/channels/push.ts sends. */
type Pushed = {
  readonly title: string;
  readonly body: string;
  /** "I see to it", where that can be said on the spot. */
  readonly answer: string | null;
  readonly isUrgent: boolean;
  /** What comes under the tag of another takes its place. */
  readonly tag: string;
  /** What a touch on it opens. */
  readonly page: string;
  readonly alertId?: string;
  readonly residentId?: string;
};
type About = Pick<Pushed, 'alertId' | 'residentId' | 'page'>;
const SEE_TO = 'see-to';

worker.addEventListener('push', (event) => {
  if (event.data !== null) event.waitUntil(ring(event.data.json() as Pushed));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const about = event.notification.data as About;
  event.waitUntil(event.action === SEE_TO ? seeTo(about) : openPage(about.page));
});

/** A browser takes the right to ring from a page whose message shows nothing, so something is shown in any case. */
async function ring({ title, body, answer, isUrgent, tag, ...about }: Pushed): Promise<void> {
  await worker.registration.showNotification(title, {
    ...{ body, icon: '/icons/192.png', tag, requireInteraction: isUrgent },
    data: about,
    // Not in every library of types yet: rings anew under the same tag, and an answer without opening anything.
    ...{ renotify: true, actions: answer === null ? [] : [{ action: SEE_TO, title: answer }] },
  });
  await tell(about, 'shown').catch(() => undefined);
}

/** An answer that does not reach the hub is given again on the page. */
async function seeTo(about: About): Promise<void> {
  const response = await tell(about, 'acknowledge').catch(() => undefined);
  if (response?.ok !== true) await openPage(about.page);
}

function tell({ alertId, residentId }: About, what: string) {
  if (alertId === undefined) return Promise.resolve(undefined);
  return fetch(`/api/residents/${residentId ?? ''}/alerts/${alertId}/${what}`, { method: 'POST' });
}

async function openPage(path: string): Promise<void> {
  const [open] = await worker.clients.matchAll({ type: 'window' });
  if (open === undefined) await worker.clients.openWindow(path);
  else {
    const opened = await open.navigate(path);
    await (opened ?? open).focus();
  }
}
