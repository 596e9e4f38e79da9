// What every screen of the home starts from: the hub's state, the resident, and how the resident wants things shown.
// The state is fetched first, so that its event number is older than all data of the page and no event falls between
// page and socket.
import { error } from '@sveltejs/kit';
import type { GeneralSettings } from '#contracts/settings.ts';
import type { Status } from '#contracts/status.ts';
import type { User } from '#contracts/users.ts';
import type { VitalsSettings } from '#contracts/vitals/settings.ts';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';

/** `settings` are the units and limits of vitals, `general` the person's own of all else. */
export type Home = { status: Status; resident: User; settings: VitalsSettings; general: GeneralSettings };

export async function loadHome(fetch: typeof globalThis.fetch): Promise<Home> {
  const api = apiClient(fetch);
  const status = await unwrap(api.status.$get());
  const { items } = await unwrap(api.users.$get());
  const [resident] = items;
  if (!resident) error(503, m['problem.noResident.what']());
  const param = { residentId: resident.id };
  const routes = api.residents[':residentId'].settings;
  const [settings, general] = await Promise.all([
    unwrap(routes.vitals.$get({ param })),
    unwrap(routes.general.$get({ param })),
  ]);
  return { status, resident, settings, general };
}
