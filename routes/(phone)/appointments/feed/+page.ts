import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { may, resident } = await parent();
  if (!mayWrite(may.appointments)) error(403, m['problem.notShared']());
  const { feed } = apiClient(fetch).residents[':residentId'].appointments;
  return { feed: await unwrap(feed.$get({ param: { residentId: resident.id } })) };
};
