import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  return { watch: await unwrap(apiClient(fetch).residents[':residentId'].alerts.watch.$get({ param })) };
};
