import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** Entries, some of which are told together. */
const SHOWN = 20;

export const load: PageLoad = async ({ fetch, parent, url }) => {
  const { resident } = await parent();
  const cursor = url.searchParams.get('cursor');
  return unwrap(
    apiClient(fetch).residents[':residentId'].audit.$get({
      param: { residentId: resident.id },
      query: { limit: String(SHOWN), ...(cursor === null ? {} : { cursor }) },
    }),
  );
};
