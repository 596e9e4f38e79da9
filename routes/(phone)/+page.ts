import { apiClient, unwrap } from '#lib/api.ts';
import { seesToday } from '#lib/home.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident, may, who } = await parent();
  const api = apiClient(fetch);
  const param = { residentId: resident.id };
  const [today, devices] = await Promise.all([
    seesToday(may) ? unwrap(api.residents[':residentId'].dashboard.$get({ param })) : null,
    who.rights.devices && unwrap(api.devices.$get()),
  ]);
  return {
    latest: today?.vitals?.latest ?? null,
    day: today?.doses ?? null,
    devices: devices?.items ?? null,
  };
};
