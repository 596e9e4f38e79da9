import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { loadReport, reportDaysOf } from '#lib/report/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, url }) => {
  const home = await parent();
  if (!home.may.medication && !home.may.vitals) error(403, m['problem.notShared']());
  return { report: await loadReport(fetch, home, reportDaysOf(url)) };
};
