// What the pages of one medication start from.
import { error } from '@sveltejs/kit';
import type { MedicationView } from '#contracts/medications.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { mayWrite, type Home } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';

/** One medication, ended or not. Throws SvelteKit's 404 when there is no such one. */
export async function loadMedication(
  fetch: typeof globalThis.fetch,
  { resident }: Pick<Home, 'resident'>,
  medicationId: string,
): Promise<MedicationView> {
  const routes = apiClient(fetch).residents[':residentId'].medications[':medicationId'];
  try {
    return await unwrap(routes.$get({ param: { residentId: resident.id, medicationId } }));
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.problem.status === 404)
      error(404, m['problem.notFound.what']());
    throw problem;
  }
}

/** Throws SvelteKit's 403 for somebody who only looks. */
export function assertMayWrite({ may }: Pick<Home, 'may'>): void {
  if (!mayWrite(may.medication)) error(403, m['problem.notShared']());
}
