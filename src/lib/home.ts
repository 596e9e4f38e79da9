// What every screen of the home starts from: the hub's state, who is asking and what they may do, the resident, and how
// the resident wants things shown. The state is fetched first, so that its event number is older than all data of the
// page and no event falls between page and socket.
import { error } from '@sveltejs/kit';
import type { WhoAmI } from '#contracts/sessions.ts';
import type { GeneralSettings } from '#contracts/settings.ts';
import type { Status } from '#contracts/status.ts';
import type { User } from '#contracts/users.ts';
import type { VitalsSettings } from '#contracts/vitals/settings.ts';
import { DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';

/** `settings` are the units and limits of vitals, `general` the resident's own of all else. */
export type Home = {
  status: Status;
  who: WhoAmI;
  resident: User;
  /** What of the resident's data may be read, written or managed; what is not named may not be seen. */
  may: WhoAmI['residents'][number]['may'];
  settings: VitalsSettings;
  general: GeneralSettings;
};

/** For someone who sees no readings, and so no unit either. */
const NO_SETTINGS: VitalsSettings = {
  units: { bloodPressure: 'mm[Hg]', bodyTemperature: 'Cel', bodyWeight: 'kg', glucose: 'mg/dL' },
  hasDiabetes: false,
  overrides: [],
};

export async function loadHome(fetch: typeof globalThis.fetch): Promise<Home> {
  const api = apiClient(fetch);
  const status = await unwrap(api.status.$get()).catch(sayWhenClosed);
  const [who, { items }] = await Promise.all([whoAsks(fetch), unwrap(api.users.$get())]);
  const resident = items.find(({ isResident }) => isResident);
  if (!resident) error(403, m['problem.nothingShared']());
  const may = who.residents.find(({ id }) => id === resident.id)?.may ?? {};
  const param = { residentId: resident.id };
  const routes = api.residents[':residentId'].settings;
  const [settings, general] = await Promise.all([
    may.vitals ? unwrap(routes.vitals.$get({ param })) : NO_SETTINGS,
    may.profile ? unwrap(routes.general.$get({ param })) : DEFAULT_GENERAL_SETTINGS,
  ]);
  return { status, who, resident, may, settings, general };
}

/** Who is signed in. Throws ApiProblem for nobody. What is not named in JSON is not there, so no right is undefined. */
export const whoAsks = async (fetch: typeof globalThis.fetch): Promise<WhoAmI> =>
  (await unwrap(apiClient(fetch).session.$get())) as WhoAmI;

/** Whether what may be done goes beyond looking. */
export const mayWrite = (right: 'read' | 'write' | 'manage' | undefined): boolean =>
  right !== undefined && right !== 'read';

/** Whether anything of what makes up today is shared. */
export const seesToday = (may: Home['may']): boolean =>
  [
    may.vitals,
    may.medication,
    may.nutrition,
    may.activity,
    may.appointments,
    may.environment,
    may.alerts,
  ].some((right) => right !== undefined);

/** Nobody lives here yet: said in words. */
export function sayWhenClosed(problem: unknown): never {
  if (problem instanceof ApiProblem && problem.problem.type === '/problems/not-set-up') {
    error(403, m['setup.closed.what']());
  }
  throw problem;
}
