import { redirect } from '@sveltejs/kit';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** Who asks, when it is the owner of a hub where nobody lives yet; anyone else is told where to begin. */
export const load: PageLoad = async ({ fetch }) => {
  const api = apiClient(fetch);
  const { state } = await unwrap(api.setup.$get());
  if (state === 'ready') redirect(303, '/');
  const who = await unwrap(api.session.$get()).catch((problem: unknown) => {
    if (problem instanceof ApiProblem && problem.problem.status === 401) return null;
    throw problem;
  });
  return { owner: who?.role === 'owner' ? { name: who.name } : null };
};
