import { apiClient, unwrap } from '#lib/api.ts';
import { loadHome } from '#lib/home.ts';
import type { LayoutLoad } from './$types';

/** With who is at the door and which doses wait: every page of the mirror asks about both. */
export const load: LayoutLoad = async ({ fetch }) => {
  const home = await loadHome(fetch);
  const api = apiClient(fetch);
  const param = { residentId: home.resident.id };
  const [{ items }, doseDay] = await Promise.all([
    unwrap(api.pairings.$get()),
    unwrap(api.residents[':residentId'].doses.$get({ param, query: {} })),
  ]);
  return { ...home, pairings: items, doseDay };
};
