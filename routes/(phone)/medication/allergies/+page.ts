import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  const { items } = await unwrap(apiClient(fetch).residents[':residentId'].allergies.$get({ param }));
  return { allergies: items };
};
