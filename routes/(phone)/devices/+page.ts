import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { who } = await parent();
  if (!who.rights.devices) error(403, m['problem.notShared']());
  const api = apiClient(fetch);
  const [devices, users] = await Promise.all([unwrap(api.devices.$get()), unwrap(api.users.$get())]);
  return { devices: devices.items, residents: users.items.filter(({ isResident }) => isResident) };
};
