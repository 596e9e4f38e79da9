import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  await parent();
  const { items } = await unwrap(apiClient(fetch).sessions.$get());
  return { sessions: items };
};
