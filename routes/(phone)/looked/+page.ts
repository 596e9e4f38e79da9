import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

const PAGE_SIZE = 20;

export const load: PageLoad = async ({ fetch, parent, url }) => {
  const { resident, may } = await parent();
  if (!may.sharing) error(403, m['problem.notShared']());
  const cursor = url.searchParams.get('cursor');
  const page = await unwrap(
    apiClient(fetch).residents[':residentId'].audit.$get({
      param: { residentId: resident.id },
      query: { limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) },
    }),
  );
  return { ...page, isFirstPage: cursor === null };
};
