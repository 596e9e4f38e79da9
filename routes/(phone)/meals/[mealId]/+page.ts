import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, parent }) => {
  const { may, resident } = await parent();
  if (!mayWrite(may.nutrition)) error(403, m['problem.notShared']());
  const { nutrition } = apiClient(fetch).residents[':residentId'];
  const read = await unwrap(nutrition.$get({ param: { residentId: resident.id }, query: {} }));
  const meal = read.today.meals.find(({ id }) => id === params.mealId);
  if (meal === undefined) error(404, m['nutrition.edit.gone']());
  return { meal, recent: read.recent };
};
