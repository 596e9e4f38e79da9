import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindOf } from '#lib/vitals/kinds.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params, url }) => {
  const kind = kindOf(params.kind);
  if (kind === null) error(404, m['problem.notFound.what']());
  const { resident } = await parent();
  const { vitals } = apiClient(fetch).residents[':residentId'];
  const param = { residentId: resident.id };
  const readingId = url.searchParams.get('reading');
  const [{ rules }, reading] = await Promise.all([
    unwrap(vitals.rules.$get({ param })),
    readingId === null ? null : unwrap(vitals[':readingId'].$get({ param: { ...param, readingId } })),
  ]);
  return { kind, reading, rules: rules.filter((rule) => rule.kind === kind) };
};
