/**
 * Whatever is recorded, corrected, marked and taken back, in any order: latest, list, roll-up and chart tell the same
 * story. The oracle is a plain list that knows nothing of the hub; it imports nothing from src.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type Answer, type VitalsApi } from '../../fixtures/vitals.ts';

const ZONE = 'Europe/Berlin';
const HOUR = 3_600_000;

type Pressure = { systolic: number; diastolic: number; pulse: number | null };
type Told = Pressure & { id: string; at: number; isMarked: boolean };

const numbers = fc.record({
  systolic: fc.integer({ min: 100, max: 190 }),
  diastolic: fc.integer({ min: 50, max: 99 }),
  pulse: fc.option(fc.integer({ min: 50, max: 120 })),
});
/** Whole hours over three weeks, so that days and midnights are hit, and moments fall together. */
const at = fc.integer({ min: 0, max: 21 * 24 }).map((hours) => NOW - hours * HOUR);
const which = fc.nat(99);

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('record'), numbers, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct-numbers'), numbers, which }) },
  fc.record({ kind: fc.constant('correct-time'), at, which }),
  fc.record({ kind: fc.constant('mark'), which }),
  fc.record({ kind: fc.constant('restore'), which }),
);
type Step = { kind: string; numbers?: Pressure; at?: number; which?: number };

it('tells the same story in latest, list, roll-up and chart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array<Step>(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const api = await aVitalsApi();
      try {
        const told: Told[] = [];
        for (const each of steps) {
          api.time.now += 1;
          await take(api, told, each);
        }
        await compare(api, told);
        expect(api.unexpected).toEqual([]);
      } finally {
        api.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

async function take(
  api: VitalsApi,
  told: Told[],
  { kind, numbers: given, at: time, which: index = 0 }: Step,
) {
  if (kind === 'record' && given !== undefined && time !== undefined) {
    const { id } = await api.record({ kind: 'blood-pressure', ...onWire(given), measuredAt: iso(time) });
    told.push({ id, at: time, isMarked: false, ...given });
    return;
  }
  const one = told[index % Math.max(told.length, 1)];
  if (one === undefined) return;
  if (kind === 'mark') {
    await api.remove(`/${one.id}`);
    one.isMarked = true;
  } else if (kind === 'restore') {
    await api.post(`/${one.id}/restore`, {});
    one.isMarked = false;
  } else {
    const correction = given === undefined ? { measuredAt: iso(time ?? one.at) } : onWire(given, null);
    const { status } = await api.patch(one.id, correction);
    expect(status).toBe(one.isMarked ? 409 : 200);
    if (!one.isMarked) Object.assign(one, given ?? { at: time ?? one.at });
  }
}

async function compare(api: VitalsApi, told: readonly Told[]) {
  const valid = told.filter(({ isMarked }) => !isMarked);
  const list = await wholeList(api);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(list.map(shown).sort(byId)).toEqual([...told].sort(byId));
  expect(list.map(({ measuredAt }) => measuredAt)).toEqual(
    list
      .map(({ measuredAt }) => measuredAt)
      .sort()
      .reverse(),
  );

  const latest = (await api.get('/latest')).body['bloodPressure'] as Answer | null;
  const newest = valid.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0];
  expect(latest && shown(latest)).toEqual(newest ?? null);

  const short = (await api.get('/chart?kind=blood-pressure&days=30')).body['series'] as Series[];
  const long = (await api.get('/chart?kind=blood-pressure&days=365')).body['series'] as Series[];
  const years = (await api.get('/chart?kind=blood-pressure&days=1826')).body['series'] as Series[];
  for (const [index, name] of (['systolic', 'diastolic', 'pulse'] as const).entries()) {
    const measured = valid.filter((one) => one[name] !== null);
    const points = measured.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    expect(short[index]?.points.map(({ id, value }) => [id, value])).toEqual(
      points.map((one) => [one.id, one[name]]),
    );
    expect(short[index]?.days).toEqual(long[index]?.days);
    expect(long[index]?.points).toEqual([]);
    const values = measured.map((one) => ({ at: one.at, value: one[name] ?? 0 }));
    expect(long[index]?.days).toEqual(days(values).map(([localDate, spread]) => ({ localDate, ...spread })));
    expect(long[index]?.months).toEqual([]);
    expect(years[index]).toMatchObject({ points: [], days: [] });
    expect(years[index]?.months.map(({ from, to: _to, ...spread }) => [from.slice(0, 7), spread])).toEqual(
      spreads(values, (localDate) => localDate.slice(0, 7)),
    );
  }
}

type Series = {
  points: { id: string; value: number }[];
  days: object[];
  months: { from: string; to: string }[];
};
type Values = readonly { at: number; value: number }[];

const days = (values: Values) => spreads(values, (localDate) => localDate);

/** Count, least, mean and greatest of the values that share a part of their local date. */
function spreads(values: Values, partOf: (localDate: string) => string): [string, object][] {
  const localDate = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
  const parts = Map.groupBy(values, ({ at }) => partOf(localDate.format(at)));
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([part, ofPart]) => {
      const numbers = ofPart.map(({ value }) => value);
      const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      return [
        part,
        {
          count: numbers.length,
          min: Math.min(...numbers),
          mean: expect.closeTo(mean, 6) as unknown,
          max: Math.max(...numbers),
        },
      ];
    });
}

async function wholeList(api: VitalsApi): Promise<Answer[]> {
  const items: Answer[] = [];
  let cursor = '';
  for (;;) {
    const { body } = await api.get(`?kind=blood-pressure&limit=4${cursor}`);
    items.push(...body.items);
    if (body.nextCursor === null) return items;
    cursor = `&cursor=${body.nextCursor}`;
  }
}

function shown(reading: Answer): Told {
  return {
    id: reading.id,
    at: Date.parse(String(reading['measuredAt'])),
    isMarked: reading['status'] === 'entered-in-error',
    systolic: Number(reading['systolicMmHg']),
    diastolic: Number(reading['diastolicMmHg']),
    pulse: reading['heartRatePerMin'] as number | null,
  };
}

function onWire({ systolic, diastolic, pulse }: Pressure, none?: null) {
  const heartRatePerMin = pulse ?? none;
  return {
    systolic,
    diastolic,
    unit: 'mm[Hg]',
    ...(heartRatePerMin === undefined ? {} : { heartRatePerMin }),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
