// What of a resident's alerts is not over, as every page asks for it.
import type { Alert } from '#contracts/alerts.ts';
import { apiClient, unwrap } from '#lib/api.ts';

export async function loadOpenAlerts(fetch: typeof globalThis.fetch, residentId: string): Promise<Alert[]> {
  const routes = apiClient(fetch).residents[':residentId'].alerts;
  const { items } = await unwrap(routes.$get({ param: { residentId }, query: { limit: '1' } }));
  return items.filter(({ resolved }) => resolved === null);
}
