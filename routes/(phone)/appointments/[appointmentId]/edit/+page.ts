import { error } from '@sveltejs/kit';
import { loadAppointment } from '#lib/appointments/load.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, parent }) => {
  const { may, resident } = await parent();
  if (!mayWrite(may.appointments)) error(403, m['problem.notShared']());
  return { appointment: await loadAppointment(fetch, resident, params.appointmentId) };
};
