import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { who } = await parent();
  if (who.rights.system !== 'manage') error(403, m['problem.notShared']());
  return unwrap(apiClient(fetch).weather.$get());
};
