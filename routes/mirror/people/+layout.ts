import { loadPeople } from '#lib/people-load.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, parent }) => {
  const { who } = await parent();
  return { people: await loadPeople(fetch, who) };
};
