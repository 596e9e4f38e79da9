import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const param = { residentId: resident.id, readingId: params.readingId };
  const [reading, users] = await Promise.all([
    unwrap(api.residents[':residentId'].vitals[':readingId'].$get({ param })),
    unwrap(api.users.$get()),
  ]);
  return { reading, people: users.items.filter(({ isResident }) => isResident) };
};
