import { error } from '@sveltejs/kit';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params: { deviceId } }) => {
  const { resident } = await parent();
  const routes = apiClient(fetch).residents[':residentId'].environment;
  const param = { residentId: resident.id, deviceId };
  const [{ items }, history] = await Promise.all([
    unwrap(routes.$get({ param })),
    unwrap(routes[':deviceId'].history.$get({ param, query: { measure: 'temperature' } })),
  ]);
  const room = items.find((one) => one.deviceId === deviceId);
  if (room === undefined) error(404, m['problem.notFound.what']());
  return { room, history };
};
