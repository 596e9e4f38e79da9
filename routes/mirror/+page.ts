import { apiClient, unwrap } from '#lib/api.ts';
import { loadAhead } from '#lib/appointments/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const param = { residentId: resident.id };
  const [latest, devices, rooms, inbox, activity, hydration, ahead] = await Promise.all([
    unwrap(api.residents[':residentId'].vitals.latest.$get({ param })),
    unwrap(api.devices.$get()),
    unwrap(api.residents[':residentId'].environment.$get({ param })),
    unwrap(api.residents[':residentId'].vitals.inbox.$get({ param })),
    unwrap(api.residents[':residentId'].activity.$get({ param, query: { days: '1' } })),
    unwrap(api.residents[':residentId'].hydration.$get({ param, query: { days: '1' } })),
    loadAhead(fetch, resident),
  ]);
  return {
    ...{ latest, activity, hydration, devices: devices.items, rooms: rooms.items },
    appointments: ahead.items,
    isWaiting: inbox.items.length > 0,
  };
};
