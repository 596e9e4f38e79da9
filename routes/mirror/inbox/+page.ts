import { loadInbox } from '#lib/vitals/inbox-load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => loadInbox(fetch, (await parent()).resident.id);
