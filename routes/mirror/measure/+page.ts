import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

const OPEN_STEPS = ['resting', 'measuring', 'pausing'];

/** The session named in the address, so that a reload shows its result too; without one, that which is under way. */
export const load: PageLoad = async ({ fetch, parent, url }) => {
  const { resident } = await parent();
  const routes = apiClient(fetch).residents[':residentId'].vitals['guided-sessions'];
  const { session } = await unwrap(routes.current.$get({ param: { residentId: resident.id } }));
  const isAskedFor = session?.id === url.searchParams.get('session');
  return { session: session && (isAskedFor || OPEN_STEPS.includes(session.step)) ? session : null };
};
