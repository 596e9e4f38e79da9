import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id };
  const { rules } = await unwrap(apiClient(fetch).residents[':residentId'].vitals.rules.$get({ param }));
  const rule = rules.find(({ id }) => id === params.ruleId);
  if (!rule) error(404, m['problem.notFound.what']());
  return { rule };
};
