// What the pages of appointments load.
import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { localDateOf } from '#lib/format/intl.ts';
import { m } from '#lib/paraglide/messages.js';
import { spanOf } from './month.ts';

type Fetch = typeof globalThis.fetch;
type Resident = { readonly id: string; readonly timeZone: string };
/** What a screen of the home has loaded already. */
type Home = { readonly resident: Resident; readonly status: { readonly now: string } };

const AHEAD = { days: '60', limit: '30' };

/** What lies ahead; without what was called off. */
export async function loadAhead(fetch: Fetch, { id }: Resident) {
  const { appointments } = apiClient(fetch).residents[':residentId'];
  const read = await unwrap(appointments.$get({ param: { residentId: id }, query: AHEAD }));
  return { items: read.items, addedBy: read.addedBy };
}

/** The month around a day of the address, `?day=YYYY-MM-DD`; around today without one. */
export async function loadMonth(fetch: Fetch, { resident, status }: Home, url: URL) {
  const today = localDateOf(Date.parse(status.now), resident.timeZone);
  const asked = url.searchParams.get('day') ?? today;
  const day = /^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today;
  const month = day.slice(0, 7);
  const { from, days } = spanOf(month);
  const { appointments } = apiClient(fetch).residents[':residentId'];
  const query = { from, days: String(days), limit: '500' };
  const read = await unwrap(appointments.$get({ param: { residentId: resident.id }, query }));
  return { today, day, month, items: read.items, addedBy: read.addedBy };
}

/** One of them. Throws 404 in words where it was taken away. */
export async function loadAppointment(fetch: Fetch, { id: residentId }: Resident, appointmentId: string) {
  const route = apiClient(fetch).residents[':residentId'].appointments[':appointmentId'];
  const appointment = await unwrap(route.$get({ param: { residentId, appointmentId } })).catch(() => null);
  if (appointment === null) error(404, m['appointments.gone']());
  return appointment;
}
