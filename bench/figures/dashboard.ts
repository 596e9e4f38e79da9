/**
 * One answer with a whole day: as screens ask for it all day long, and made anew since something was written, with a
 * million readings beside ten thousand. An answer without any work (`/api/health`) of the same hub is the reference.
 */
import { aMedication } from '../../tests/fixtures/medications.ts';
import { addAppointment, addMedication, todayIn } from '../../tests/fixtures/requests.ts';
import { aFolderWith } from '../dataset.ts';
import { atLeast, atMost, plainFigure, type Bench } from '../figure.ts';
import { startBenchHub, type BenchHub } from '../hubs.ts';
import { get, startLoad } from '../load/load.ts';
import { compare, comparedFigure, quantile, roundsFor, sliceMsFor } from '../rounds.ts';

const MANY_CLIENTS = 16;
const WRITES_A_SLICE = 20;
/** Of an answer without any work, on a machine that is busy with other things. */
const OF_HEALTH = { p99: atMost(3), rate: atLeast(0.4) };

export const dashboard: Bench = {
  name: 'dashboard',
  run: async (options) => {
    const small = await aFolderWith(10_000);
    const large = await aFolderWith(options.isQuick ? 20_000 : 1_000_000);
    const reference = await startBenchHub(small.path);
    const subject = await startBenchHub(large.path);
    for (const hub of [reference, subject]) await fillDay(hub);
    const load = await startLoad();
    const path = `/api/residents/${subject.residentId}/dashboard`;
    const ask = (to: string, clients: number) =>
      load.run({
        ...{ port: subject.port, clients, request: get(to, subject.cookie), status: 200 },
        durationMs: sliceMsFor(options),
      });
    await ask(path, 1);
    const rounds = roundsFor(options);
    const single = await compare(
      async () => (await ask('/api/health', 1)).p99Ms,
      async () => (await ask(path, 1)).p99Ms,
      rounds,
    );
    const many = await compare(
      async () => (await ask('/api/health', MANY_CLIENTS)).perSecond,
      async () => (await ask(path, MANY_CLIENTS)).perSecond,
      rounds,
    );
    load.stop();

    const taken: number[] = [];
    /** Milliseconds of an answer that is made anew. */
    const anew = (hub: BenchHub) => async () => {
      const slice: number[] = [];
      for (let count = 0; count < WRITES_A_SLICE; count++) slice.push(await afterAWrite(hub));
      if (hub === subject) taken.push(...slice);
      return quantile(
        slice.toSorted((a, b) => a - b),
        0.5,
      );
    };
    await anew(reference)();
    await anew(subject)();
    taken.length = 0;
    const made = await compare(anew(reference), anew(subject), rounds);
    for (const hub of [reference, subject]) await hub.end('SIGTERM');
    for (const folder of [small, large]) folder.remove();
    taken.sort((a, b) => a - b);
    return [
      comparedFigure('dashboard, p99, one client, 1M readings', 'ms', single, {
        goal: atMost(5),
        ratioGoal: OF_HEALTH.p99,
      }),
      comparedFigure(`dashboard, ${String(MANY_CLIENTS)} clients, 1M readings`, '/s', many, {
        ...{ goal: atLeast(2_500), ratioGoal: OF_HEALTH.rate },
      }),
      comparedFigure('dashboard made anew, 1M beside 10k readings', 'ms', made, {
        ...{ goal: atMost(0), ratioGoal: atMost(1.2) },
      }),
      plainFigure('dashboard made anew, p99, 1M readings', quantile(taken, 0.99), 'ms', atMost(25)),
    ];
  },
};

/** A day as a home has it: eight medicines, six appointments that come again, ten drinks. */
async function fillDay(hub: BenchHub): Promise<void> {
  for (let count = 0; count < 8; count++)
    await addMedication(hub.url, hub.residentId, aMedication({ name: `Medicine ${String(count)}` }));
  for (let count = 0; count < 6; count++) {
    const { date, weekday } = todayIn('Europe/Berlin', count);
    const repeats = { period: 'week', weekdays: [weekday] };
    await addAppointment(hub.url, hub.residentId, {
      title: 'Physio',
      kind: 'therapy',
      date,
      time: '10:30',
      repeats,
    });
  }
  for (let count = 0; count < 10; count++) await drink(hub);
}

async function drink({ url, residentId, cookie }: BenchHub): Promise<void> {
  const response = await fetch(`${url}/api/residents/${residentId}/hydration/drinks`, {
    ...{ method: 'POST', body: JSON.stringify({ drink: 'water', volumeMl: 20 }) },
    headers: { cookie, 'content-type': 'application/json' },
  });
  if (response.status !== 201) throw new Error(`A drink was answered with ${String(response.status)}.`);
  await response.text();
}

async function afterAWrite(hub: BenchHub): Promise<number> {
  await drink(hub);
  const from = performance.now();
  const response = await fetch(`${hub.url}/api/residents/${hub.residentId}/dashboard`, {
    headers: { cookie: hub.cookie },
  });
  await response.text();
  if (response.status !== 200) throw new Error(`The dashboard was answered with ${String(response.status)}.`);
  return performance.now() - from;
}
