// The report for the doctor as a file. Who may not see the page gets no file: every part of it is asked of the hub as them.
import { error } from '@sveltejs/kit';
import { loadHome } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import { loadReport, reportDaysOf } from '#lib/report/load.ts';
import { reportOf } from '#lib/report/model.ts';
import { hub } from '#lib/server/hub.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ fetch, url }) => {
  const home = await loadHome(fetch);
  if (!home.may.medication && !home.may.vitals) error(403, m['problem.notShared']());
  const report = reportOf(home, await loadReport(fetch, home, reportDaysOf(url)));
  return new Response(await hub().drawReport(report), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="betti-${home.status.now.slice(0, 10)}.pdf"`,
      'cache-control': 'no-store',
    },
  });
};
