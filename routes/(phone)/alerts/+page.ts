import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  const routes = apiClient(fetch).residents[':residentId'].alerts;
  return { list: await unwrap(routes.$get({ param, query: { limit: '20' } })) };
};
