import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const routes = api.residents[':residentId'].vitals[':readingId'];
  const param = { residentId: resident.id, readingId: params.readingId };
  const [reading, history, users] = await Promise.all([
    unwrap(routes.$get({ param })),
    unwrap(routes.history.$get({ param })),
    unwrap(api.users.$get()),
  ]);
  return { reading, changes: history.items, people: users.items.filter(({ isResident }) => isResident) };
};
