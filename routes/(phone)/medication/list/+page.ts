import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  const routes = apiClient(fetch).residents[':residentId'];
  const [medications, allergies] = await Promise.all([
    unwrap(routes.medications.$get({ param })),
    unwrap(routes.allergies.$get({ param })),
  ]);
  return { medications: medications.items, allergyCount: allergies.items.length };
};
