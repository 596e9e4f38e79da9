import { apiClient, unwrap } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => {
  await parent();
  const api = apiClient(fetch);
  const [{ items }, passkeys] = await Promise.all([unwrap(api.sessions.$get()), unwrap(api.passkeys.$get())]);
  return { sessions: items, passkeys };
};
