import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident, may, who } = await parent();
  const api = apiClient(fetch);
  const [latest, devices] = await Promise.all([
    may.vitals &&
      unwrap(api.residents[':residentId'].vitals.latest.$get({ param: { residentId: resident.id } })),
    who.rights.devices && unwrap(api.devices.$get()),
  ]);
  return { latest: latest ?? null, devices: devices?.items ?? null };
};
