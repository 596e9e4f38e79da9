import { loadAhead } from '#lib/appointments/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => loadAhead(fetch, (await parent()).resident);
