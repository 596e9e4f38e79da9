// The people of the home as the pages about them need them: with their devices, and what each resident shares.
import type { Sharing } from '#contracts/people.ts';
import type { WhoAmI } from '#contracts/sessions.ts';
import { apiClient, unwrap } from '#lib/api.ts';

/** Of the residents whose sharing the one who asks may change. */
export async function loadPeople(fetch: typeof globalThis.fetch, who: WhoAmI) {
  const api = apiClient(fetch);
  const managed = who.residents.filter(({ may }) => may.sharing === 'manage').map(({ id }) => id);
  const [users, sessions, shared] = await Promise.all([
    unwrap(api.users.$get()),
    unwrap(api.sessions.$get()),
    Promise.all(
      managed.map((residentId) =>
        unwrap(api.residents[':residentId'].sharing.$get({ param: { residentId } })),
      ),
    ),
  ]);
  return {
    people: users.items,
    sessions: sessions.items,
    // What is not named in JSON is not there: nothing shared is undefined.
    sharing: managed.flatMap((residentId, index) => {
      const resident = users.items.find(({ id }) => id === residentId);
      return resident === undefined ? [] : [{ resident, items: (shared[index]?.items ?? []) as Sharing[] }];
    }),
  };
}

export type People = Awaited<ReturnType<typeof loadPeople>>;
