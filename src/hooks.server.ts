// Decides the language of a page before it is rendered: the mirror speaks the resident's,
// a phone the one chosen on it (cookie) or asked for by its browser.
import type { Handle, RequestEvent } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { defineCustomServerStrategy } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

const residentLanguages = new WeakMap<Request, string>();

defineCustomServerStrategy('custom-resident', {
  getLocale: (request) => request && residentLanguages.get(request),
});

export const handle: Handle = async ({ event, resolve }) => {
  if (event.url.pathname.startsWith('/api/')) return resolve(event);
  if (event.url.pathname.startsWith('/mirror')) await rememberResidentLanguage(event);
  return paraglideMiddleware(event.request, ({ locale }) =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%betti.lang%', locale) }),
  );
};

async function rememberResidentLanguage(event: RequestEvent): Promise<void> {
  try {
    const { items } = await unwrap(apiClient(event.fetch).users.$get());
    const resident = items.find(({ isResident }) => isResident);
    if (resident) residentLanguages.set(event.request, resident.language);
  } catch {
    // The page's own load meets the same problem and says so in words; until then the browser's language will do.
  }
}
