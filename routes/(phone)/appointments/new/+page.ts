import { error } from '@sveltejs/kit';
import { localDateOf } from '#lib/format/intl.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { may, resident, status } = await parent();
  if (!mayWrite(may.appointments)) error(403, m['problem.notShared']());
  return { day: url.searchParams.get('day') ?? localDateOf(Date.parse(status.now), resident.timeZone) };
};
