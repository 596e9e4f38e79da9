import { apiClient, unwrap } from '#lib/api.ts';
import { bloodPressures } from '#lib/vitals.ts';
import type { PageLoad } from './$types';

/** What fits on the mirror at the size an old eye reads. */
const SHOWN = 4;

export const load: PageLoad = async ({ fetch, parent }) => {
  const { resident } = await parent();
  const { items } = await unwrap(
    apiClient(fetch).residents[':residentId'].vitals.$get({
      param: { residentId: resident.id },
      query: { kind: 'blood-pressure', limit: String(SHOWN) },
    }),
  );
  return { readings: bloodPressures(items), shown: SHOWN };
};
