import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindOf } from '#lib/vitals/kinds.ts';
import type { PageLoad } from './$types';

/** What fits on the mirror beside a chart, at the size an old eye reads. */
const SHOWN = 3;
/** A few more are asked for, since those marked as wrong are among them. */
const ASKED = 12;
const CHART_DAYS = 30;

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const kind = kindOf(params.kind);
  if (kind === null) error(404, m['problem.notFound.what']());
  const { resident } = await parent();
  const { vitals } = apiClient(fetch).residents[':residentId'];
  const param = { residentId: resident.id };
  const [{ items }, chart, { rules }] = await Promise.all([
    unwrap(vitals.$get({ param, query: { kind, limit: String(ASKED) } })),
    unwrap(vitals.chart.$get({ param, query: { kind, days: String(CHART_DAYS) } })),
    unwrap(vitals.rules.$get({ param })),
  ]);
  return { kind, readings: items, chart, rules, shown: SHOWN };
};
