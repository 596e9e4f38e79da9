// The gate before the screens: whoever is not signed in, or a hub that is not set up, gets no page of the home.
// Also decides the language of a page before it is rendered: the mirror speaks the resident's,
// a phone the one chosen on it (cookie) or asked for by its browser.
import type { Handle, HandleFetch, RequestEvent } from '@sveltejs/kit';
import type { WhoAmI } from '#contracts/sessions.ts';
import { SESSION_COOKIES } from '#domain/session-cookies.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { entranceOf, FACE, isMirrorPage, isOpenPage, MIRROR_SETUP } from '#lib/faces.ts';
import { whoAsks } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import { defineCustomServerStrategy } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

const residentLanguages = new WeakMap<Request, string>();

defineCustomServerStrategy('custom-resident', {
  getLocale: (request) => request && residentLanguages.get(request),
});

export const handle: Handle = async ({ event, resolve }) => {
  const { pathname } = event.url;
  if (pathname.startsWith('/api/')) return resolve(event);
  const way = await wayOf(event);
  if (way !== 'in' && way !== 'closed')
    return new Response(null, { status: 303, headers: { location: way } });
  if (isMirrorPage(pathname)) await rememberResidentLanguage(event);
  return paraglideMiddleware(event.request, async ({ locale }) => {
    const page = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%betti.lang%', locale),
      // By it a page's load tells what the hub said went wrong.
      filterSerializedResponseHeaders: (name) => name === 'content-type',
    });
    // A page of the home says so itself, since all it asks for is refused; nothing else may slip through.
    if (way === 'closed' && page.status < 400) return new Response(m['setup.closed.what'](), { status: 403 });
    return page;
  });
};

/** The hub hears of which face the page is that asks. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  if (isMirrorPage(event.url.pathname)) request.headers.set(FACE.header, FACE.mirror);
  return fetch(request);
};

/** `in`, `closed` while the hub is not set up, or the address to go to instead. */
async function wayOf(event: RequestEvent): Promise<string> {
  const { pathname } = event.url;
  if (isOpenPage(pathname)) return 'in';
  const [who, isReady] = await Promise.all([whoIsThere(event), isSetUp(event)]);
  if (isMirrorPage(pathname)) {
    if (who?.role !== 'mirror') return entranceOf(pathname);
    if (isReady) return pathname === MIRROR_SETUP ? '/mirror' : 'in';
    return pathname === MIRROR_SETUP ? 'in' : MIRROR_SETUP;
  }
  if (!isReady) return who?.role === 'owner' ? '/setup' : 'closed';
  return who === null || who.role === 'mirror' ? entranceOf(pathname, wasIn(event)) : 'in';
}

/** Null for someone who was not let in. */
async function whoIsThere({ fetch }: RequestEvent): Promise<WhoAmI | null> {
  try {
    return await whoAsks(fetch);
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.type === '/problems/not-signed-in') return null;
    throw error;
  }
}

/** A phone that still brings the cookie of a sign-in that is over. */
const wasIn = ({ cookies }: RequestEvent): boolean =>
  Object.values(SESSION_COOKIES.person).some((name) => cookies.get(name) !== undefined);

/** Once a home is set up it stays so for as long as the hub runs. */
let hasBeenSetUp = false;

async function isSetUp({ fetch }: RequestEvent): Promise<boolean> {
  hasBeenSetUp ||= (await unwrap(apiClient(fetch).setup.$get())).state === 'ready';
  return hasBeenSetUp;
}

async function rememberResidentLanguage(event: RequestEvent): Promise<void> {
  try {
    const { items } = await unwrap(apiClient(event.fetch).users.$get());
    const resident = items.find(({ isResident }) => isResident);
    if (resident) residentLanguages.set(event.request, resident.language);
  } catch {
    // Nobody lives here yet, or the page's own load meets the same problem and says so in words; until then the
    // browser's language will do.
  }
}
