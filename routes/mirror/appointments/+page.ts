import { loadMonth } from '#lib/appointments/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, url }) => loadMonth(fetch, await parent(), url);
