// What a report for the doctor is made of: of what is shared with whoever asks, and nothing else.
import type { Administration } from '#contracts/doses.ts';
import type { Chart } from '#contracts/vitals/chart.ts';
import { apiClient, unwrap } from '#lib/api.ts';
import type { Home } from '#lib/home.ts';
import { KIND_LIST } from '#lib/vitals/kinds.ts';

/** Days that a report can be of, today the last. */
export const REPORT_DAYS = [30, 90] as const;
export type ReportDays = (typeof REPORT_DAYS)[number];

/** The longest list of what was taken as needed that one report counts; more than six a day for a month. */
const MOST_TAKEN = '200';

export type ReportData = Awaited<ReturnType<typeof loadReport>>;

/** The days that an address asks for; thirty, when it asks for none that there is. */
export const reportDaysOf = (url: URL): ReportDays =>
  REPORT_DAYS.find((days) => String(days) === url.searchParams.get('days')) ?? 30;

export async function loadReport(fetch: typeof globalThis.fetch, home: Home, days: ReportDays) {
  const [medication, charts] = await Promise.all([
    home.may.medication ? loadMedication(fetch, home, days) : null,
    home.may.vitals ? loadCharts(fetch, home, days) : null,
  ]);
  return { days, medication, charts };
}

async function loadMedication(fetch: typeof globalThis.fetch, { resident, status }: Home, days: ReportDays) {
  const routes = apiClient(fetch).residents[':residentId'];
  const param = { residentId: resident.id };
  const [list, allergies, adherence] = await Promise.all([
    unwrap(routes.medications.$get({ param })),
    unwrap(routes.allergies.$get({ param })),
    unwrap(routes.medications.adherence.$get({ param, query: { days: String(days) } })),
  ]);
  const since = Date.parse(status.now) - days * 24 * 3_600_000;
  const asNeeded = await Promise.all(
    list.items
      .filter(({ schedule }) => schedule.pattern.kind === 'prn')
      .map(async ({ id }) => {
        const { items } = await unwrap(
          routes.doses.of[':medicationId'].$get({
            param: { ...param, medicationId: id },
            query: { limit: MOST_TAKEN },
          }),
        );
        const isTaken = ({ outcome, status: state, at }: Administration) =>
          outcome === 'taken' && state !== 'entered-in-error' && Date.parse(at) >= since;
        return { medicationId: id, taken: items.filter(isTaken) };
      }),
  );
  return { items: list.items, allergies: allergies.items, adherence: adherence.items, asNeeded };
}

/** Of the kinds that were measured at all within the days. */
async function loadCharts(
  fetch: typeof globalThis.fetch,
  { resident }: Home,
  days: ReportDays,
): Promise<Chart[]> {
  const routes = apiClient(fetch).residents[':residentId'].vitals;
  const param = { residentId: resident.id };
  const charts = await Promise.all(
    KIND_LIST.map((kind) => unwrap(routes.chart.$get({ param, query: { kind, days: String(days) } }))),
  );
  return charts.filter(({ series }) => series.some((one) => one.days.length > 0));
}
