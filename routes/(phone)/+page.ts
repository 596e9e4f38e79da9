import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident, may, who } = await parent();
  const api = apiClient(fetch);
  const param = { residentId: resident.id };
  const [latest, devices, day] = await Promise.all([
    may.vitals && unwrap(api.residents[':residentId'].vitals.latest.$get({ param })),
    who.rights.devices && unwrap(api.devices.$get()),
    may.medication && unwrap(api.residents[':residentId'].doses.$get({ param, query: {} })),
  ]);
  return { latest: latest ?? null, devices: devices?.items ?? null, day: day ?? null };
};
