import { assertMayWrite, loadMedication } from '#lib/medications/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const home = await parent();
  assertMayWrite(home);
  return { medication: await loadMedication(fetch, home, params.medicationId) };
};
