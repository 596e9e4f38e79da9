import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { loadPeople } from '#lib/people-load.ts';
import type { LayoutLoad } from './$types';

/** For whoever may let people in. */
export const load: LayoutLoad = async ({ fetch, parent }) => {
  const { who } = await parent();
  if (who.rights.people !== 'manage') error(403, m['problem.notShared']());
  return { people: await loadPeople(fetch, who) };
};
