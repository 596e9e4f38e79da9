import { error } from '@sveltejs/kit';
import { LADDER_CLASSES } from '#domain/alerts/kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => {
  const name = LADDER_CLASSES.find((each) => each === params.ladder);
  if (name === undefined) error(404, m['problem.notFound.what']());
  return { name };
};
