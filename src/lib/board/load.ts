// What the family's board is made of: of what is shared with whoever asks, and nothing else.
import { dayNumberOf, localDateAt, localDateOf } from '#domain/calendar.ts';
import { apiClient, unwrap } from '#lib/api.ts';
import type { Home } from '#lib/home.ts';

/** The longest list of a week's readings that the board reads through; two dozen a day. */
const MOST_READINGS = '200';
/** How far back the reading before a new one is looked for. */
const DAYS_OF_READINGS = 7;

export type Board = Awaited<ReturnType<typeof loadBoard>>;

export async function loadBoard(fetch: typeof globalThis.fetch, { resident, may, who, status }: Home) {
  const api = apiClient(fetch);
  const routes = api.residents[':residentId'];
  const param = { residentId: resident.id };
  const today = dayNumberOf(localDateAt(Date.parse(status.now), resident.timeZone));
  const yesterday = localDateOf(today - 1);
  const doses = (on: string) => unwrap(routes.doses.$get({ param, query: { on } }));
  const [day, dayBefore, latest, readings, alerts, checkIns, seen, devices] = await Promise.all([
    may.medication ? doses(localDateOf(today)) : null,
    may.medication ? doses(yesterday) : null,
    may.vitals ? unwrap(routes.vitals.latest.$get({ param })) : null,
    may.vitals
      ? unwrap(
          routes.vitals.$get({
            param,
            query: { from: localDateOf(today - DAYS_OF_READINGS), limit: MOST_READINGS },
          }),
        )
      : null,
    may.alerts ? unwrap(routes.alerts.$get({ param, query: { limit: '20' } })) : null,
    may.alerts ? unwrap(routes['check-ins'].$get({ param })) : null,
    may.alerts ? unwrap(routes['check-ins']['last-seen'].$get({ param })) : null,
    who.rights.devices ? unwrap(api.devices.$get()) : null,
  ]);
  return {
    yesterday,
    days: day && dayBefore && [dayBefore, day],
    latest,
    readings: readings?.items ?? [],
    alerts: alerts?.items ?? null,
    checkIns: checkIns?.items ?? null,
    seen,
    devices: devices?.items ?? null,
  };
}
