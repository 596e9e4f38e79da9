/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
// Keeps the shell of the screens on the phone: the built scripts, styles and letters of one version, and nothing else.
// No answer of the API and no page is ever kept. Kit registers it, and a browser offers it in a secure context alone.
import { build, files, version } from '$service-worker';
import { offlinePage } from '#lib/offline-page.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const CACHE = `betti-shell-${version}`;
const SHELL = new Set([...build, ...files]);

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
