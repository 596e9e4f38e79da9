import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** The mirror sees all there is of its resident. */
export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const api = apiClient(fetch);
  const [today, devices] = await Promise.all([
    unwrap(api.residents[':residentId'].dashboard.$get({ param: { residentId: resident.id } })),
    unwrap(api.devices.$get()),
  ]);
  const { vitals, activity, hydration, appointments, rooms, weather } = today;
  if (vitals === null || activity === null || hydration === null)
    throw new Error('The mirror sees all of it.');
  return {
    ...{ latest: vitals.latest, isWaiting: vitals.isWaiting, activity, hydration, weather },
    ...{ appointments: appointments ?? [], rooms: rooms ?? [], devices: devices.items },
  };
};
