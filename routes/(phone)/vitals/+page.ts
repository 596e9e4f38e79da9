import { apiClient, unwrap } from '#lib/api.ts';
import { bloodPressures } from '#lib/vitals.ts';
import type { PageLoad } from './$types';

const PAGE_SIZE = 20;

export const load: PageLoad = async ({ fetch, parent, url }) => {
  const { resident } = await parent();
  const cursor = url.searchParams.get('cursor');
  const page = await unwrap(
    apiClient(fetch).residents[':residentId'].vitals.$get({
      param: { residentId: resident.id },
      query: { kind: 'blood-pressure', limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) },
    }),
  );
  return { readings: bloodPressures(page.items), nextCursor: page.nextCursor, isFirstPage: cursor === null };
};
