import { apiClient, unwrap } from '#lib/api.ts';

/** What waits for a word of a resident's readings, and whose it may be. */
export async function loadInbox(fetch: typeof globalThis.fetch, residentId: string) {
  const api = apiClient(fetch);
  const [inbox, users] = await Promise.all([
    unwrap(api.residents[':residentId'].vitals.inbox.$get({ param: { residentId } })),
    unwrap(api.users.$get()),
  ]);
  return { items: inbox.items, people: users.items.filter(({ isResident }) => isResident) };
}
