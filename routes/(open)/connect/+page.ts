import { apiClient, unwrap } from '#lib/api.ts';
import { sayWhenClosed } from '#lib/home.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => ({
  tls: await unwrap(apiClient(fetch).tls.$get()).catch(sayWhenClosed),
});
