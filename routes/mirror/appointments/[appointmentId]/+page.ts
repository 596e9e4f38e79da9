import { loadAppointment } from '#lib/appointments/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, parent }) => ({
  appointment: await loadAppointment(fetch, (await parent()).resident, params.appointmentId),
});
