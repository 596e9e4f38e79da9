import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { people } = await parent();
  const person = people.people.find(({ id }) => id === params.userId);
  if (!person) error(404, m['problem.notFound.what']());
  return { person };
};
