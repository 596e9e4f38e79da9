// Why the hub did not save something about a medication, where words here can tell.
import type { ApiProblem } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';

/** Empty for what the general sentence says; `conflict` is what a 409 means on this page. */
export function refusedText(problem: ApiProblem | null, conflict = m['medications.refused.full']()): string {
  if (problem?.problem.status === 409) return conflict;
  return problem !== null && problem.pointers.length > 0 ? m['medications.refused.fields']() : '';
}
