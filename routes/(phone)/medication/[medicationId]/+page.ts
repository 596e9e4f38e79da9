import { apiClient, unwrap } from '#lib/api.ts';
import { loadMedication } from '#lib/medications/load.ts';
import type { PageLoad } from './$types';

const PAGE_SIZE = 20;
const DAYS = 30;

export const load: PageLoad = async ({ fetch, parent, params, url }) => {
  const home = await parent();
  const routes = apiClient(fetch).residents[':residentId'];
  const param = { residentId: home.resident.id };
  const cursor = url.searchParams.get('cursor');
  const medication = await loadMedication(fetch, home, params.medicationId);
  const [adherence, record] = await Promise.all([
    unwrap(routes.medications.adherence.$get({ param, query: { days: String(DAYS) } })),
    unwrap(
      routes.doses.of[':medicationId'].$get({
        param: { ...param, medicationId: medication.id },
        query: { limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) },
      }),
    ),
  ]);
  return {
    medication,
    adherence: adherence.items.find(({ medicationId }) => medicationId === medication.id) ?? null,
    record,
    isFirstPage: cursor === null,
  };
};
