import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  const { vitals } = apiClient(fetch).residents[':residentId'];
  const [latest, inbox] = await Promise.all([
    unwrap(vitals.latest.$get({ param })),
    unwrap(vitals.inbox.$get({ param })),
  ]);
  return { latest, waiting: inbox.items.length };
};
