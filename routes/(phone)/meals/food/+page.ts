import { error } from '@sveltejs/kit';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { may } = await parent();
  if (!mayWrite(may.nutrition)) error(403, m['problem.notShared']());
};
