import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindOf, KINDS } from '#lib/vitals/kinds.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const kind = kindOf(params.kind);
  if (kind === null) error(404, m['problem.notFound.what']());
  const { resident } = await parent();
  const latest = await unwrap(
    apiClient(fetch).residents[':residentId'].vitals.latest.$get({ param: { residentId: resident.id } }),
  );
  return { kind, latest: latest[KINDS[kind].key] };
};
