import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const [latest, devices] = await Promise.all([
    unwrap(api.residents[':residentId'].vitals.latest.$get({ param: { residentId: resident.id } })),
    unwrap(api.devices.$get()),
  ]);
  return { latest, devices: devices.items };
};
