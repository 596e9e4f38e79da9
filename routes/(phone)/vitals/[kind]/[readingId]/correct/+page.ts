import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id, readingId: params.readingId };
  return {
    reading: await unwrap(apiClient(fetch).residents[':residentId'].vitals[':readingId'].$get({ param })),
  };
};
