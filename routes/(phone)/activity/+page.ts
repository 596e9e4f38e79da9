import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { may, resident } = await parent();
  if (!may.activity) error(403, m['problem.notShared']());
  const param = { residentId: resident.id };
  const { activity } = apiClient(fetch).residents[':residentId'];
  return { activity: await unwrap(activity.$get({ param, query: {} })) };
};
