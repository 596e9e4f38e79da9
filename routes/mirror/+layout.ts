import { apiClient, unwrap } from '#lib/api.ts';
import { loadHome } from '#lib/home.ts';
import type { LayoutLoad } from './$types';

/** With who is at the door: every page of the mirror asks about them. */
export const load: LayoutLoad = async ({ fetch }) => {
  const home = await loadHome(fetch);
  const { items } = await unwrap(apiClient(fetch).pairings.$get());
  return { ...home, pairings: items };
};
