import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  const { may, resident } = await parent();
  if (!mayWrite(may.nutrition)) error(403, m['problem.notShared']());
  const { nutrition, vitals } = apiClient(fetch).residents[':residentId'];
  const param = { residentId: resident.id };
  const [{ today }, latest] = await Promise.all([
    unwrap(nutrition.$get({ param, query: { days: '1' } })),
    may.vitals ? unwrap(vitals.latest.$get({ param })) : null,
  ]);
  return { goals: today.goals, kilograms: latest?.bodyWeight?.value ?? null };
};
