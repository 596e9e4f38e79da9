import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const routes = apiClient(fetch).residents[':residentId'].vitals[':readingId'];
  const param = { residentId: resident.id, readingId: params.readingId };
  const [reading, history] = await Promise.all([
    unwrap(routes.$get({ param })),
    unwrap(routes.history.$get({ param })),
  ]);
  return { reading, changes: history.items };
};
