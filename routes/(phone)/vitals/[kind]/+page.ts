import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindOf } from '#lib/vitals/kinds.ts';
import type { PageLoad } from './$types';

const PAGE_SIZE = 20;
const SPANS = [7, 30, 90, 365, 1826];
const FIRST_SPAN = 30;

export const load: PageLoad = async ({ fetch, parent, params, url }) => {
  const kind = kindOf(params.kind);
  if (kind === null) error(404, m['problem.notFound.what']());
  const { resident } = await parent();
  const cursor = url.searchParams.get('cursor');
  const asked = Number(url.searchParams.get('days'));
  const days = SPANS.includes(asked) ? asked : FIRST_SPAN;
  const { vitals } = apiClient(fetch).residents[':residentId'];
  const param = { residentId: resident.id };
  const [page, chart] = await Promise.all([
    unwrap(
      vitals.$get({
        param,
        query: { kind, limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) },
      }),
    ),
    unwrap(vitals.chart.$get({ param, query: { kind, days: String(days) } })),
  ]);
  return {
    kind,
    days,
    chart,
    readings: page.items,
    nextCursor: page.nextCursor,
    isFirstPage: cursor === null,
  };
};
