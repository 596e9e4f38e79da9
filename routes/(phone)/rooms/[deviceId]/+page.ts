import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

const SPANS = [1, 7, 365];

export const load: PageLoad = async ({ fetch, parent, params: { deviceId }, url }) => {
  const { may, resident } = await parent();
  if (!may.environment) error(403, m['problem.notShared']());
  const routes = apiClient(fetch).residents[':residentId'].environment;
  const { items } = await unwrap(routes.$get({ param: { residentId: resident.id } }));
  const room = items.find((one) => one.deviceId === deviceId);
  if (room === undefined) error(404, m['problem.notFound.what']());
  const measures = room.values.map(({ measure }) => measure);
  const asked = url.searchParams.get('measure');
  const measure = measures.find((one) => one === asked) ?? measures[0] ?? 'temperature';
  const days = SPANS.find((span) => span === Number(url.searchParams.get('days'))) ?? 1;
  const param = { residentId: resident.id, deviceId };
  const history = await unwrap(
    routes[':deviceId'].history.$get({ param, query: { measure, days: String(days) } }),
  );
  return { room, measures, measure, days, history };
};
