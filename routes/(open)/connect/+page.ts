import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => ({ tls: await unwrap(apiClient(fetch).tls.$get()) });
