import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const { nutrition } = apiClient(fetch).residents[':residentId'];
  return { nutrition: await unwrap(nutrition.$get({ param: { residentId: resident.id }, query: {} })) };
};
