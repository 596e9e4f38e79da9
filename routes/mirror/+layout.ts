import { apiClient, unwrap } from '#lib/api.ts';
import { loadOpenAlerts } from '#lib/alerts/load.ts';
import { loadHome } from '#lib/home.ts';
import type { LayoutLoad } from './$types';

/** With who is at the door, which doses wait, who is to hear of what and whether the resident is asked: every page of the mirror shows it. */
export const load: LayoutLoad = async ({ fetch }) => {
  const home = await loadHome(fetch);
  const api = apiClient(fetch);
  const param = { residentId: home.resident.id };
  const [{ items }, doseDay, alerts, checkIns] = await Promise.all([
    unwrap(api.pairings.$get()),
    unwrap(api.residents[':residentId'].doses.$get({ param, query: {} })),
    loadOpenAlerts(fetch, home.resident.id),
    unwrap(api.residents[':residentId']['check-ins'].$get({ param })),
  ]);
  return { ...home, pairings: items, doseDay, alerts, checkIn: checkIns.open };
};
