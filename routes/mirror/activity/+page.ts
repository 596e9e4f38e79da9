import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const { activity } = apiClient(fetch).residents[':residentId'];
  return { activity: await unwrap(activity.$get({ param: { residentId: resident.id }, query: {} })) };
};
