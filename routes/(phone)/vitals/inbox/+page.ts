import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const param = { residentId: resident.id };
  const [inbox, users] = await Promise.all([
    unwrap(api.residents[':residentId'].vitals.inbox.$get({ param })),
    unwrap(api.users.$get()),
  ]);
  return { items: inbox.items, people: users.items.filter(({ isResident }) => isResident) };
};
