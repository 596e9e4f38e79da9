import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => ({
  ways: await unwrap(apiClient(fetch).notifications.$get()),
});
