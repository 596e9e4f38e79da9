import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const { hydration } = apiClient(fetch).residents[':residentId'];
  return { hydration: await unwrap(hydration.$get({ param: { residentId: resident.id }, query: {} })) };
};
