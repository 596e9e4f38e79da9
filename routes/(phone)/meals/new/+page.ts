import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { may, resident } = await parent();
  if (!mayWrite(may.nutrition)) error(403, m['problem.notShared']());
  const { nutrition } = apiClient(fetch).residents[':residentId'];
  const query = { days: '1' };
  const { recent } = await unwrap(nutrition.$get({ param: { residentId: resident.id }, query }));
  return { recent };
};
