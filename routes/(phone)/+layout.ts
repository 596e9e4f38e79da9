import { loadOpenAlerts } from '#lib/alerts/load.ts';
import { loadHome } from '#lib/home.ts';
import type { LayoutLoad } from './$types';

/** With what somebody is to hear of: every page of the phone tells of it. */
export const load: LayoutLoad = async ({ fetch }) => {
  const home = await loadHome(fetch);
  return { ...home, alerts: home.may.alerts ? await loadOpenAlerts(fetch, home.resident.id) : [] };
};
