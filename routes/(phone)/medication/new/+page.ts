import { assertMayWrite } from '#lib/medications/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  assertMayWrite(await parent());
};
