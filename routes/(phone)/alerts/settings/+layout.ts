import { apiClient, unwrap } from '#lib/api.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  return {
    told: await unwrap(apiClient(fetch).residents[':residentId'].alerts.settings.$get({ param })),
  };
};
