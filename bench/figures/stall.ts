/** How long the hub's health keeps one waiting while another asks for the heaviest there is, without a pause. */
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { get, post, startLoad } from '../load/load.ts';
import { quantile } from '../rounds.ts';

type Heavy = {
  readonly name: string;
  readonly status: number;
  readonly request: (vitals: string, cookie: string) => string;
};

const HEAVY: readonly Heavy[] = [
  {
    name: 'one reads a full page of the list',
    status: 200,
    request: (vitals, cookie) => get(`${vitals}?limit=200`, cookie),
  },
  {
    name: 'one reads the chart of five years',
    status: 200,
    request: (vitals, cookie) => get(`${vitals}/chart?kind=blood-pressure&days=1826`, cookie),
  },
  {
    name: 'one reads a million readings as CSV',
    status: 200,
    request: (vitals, cookie) => get(`${vitals}/export.csv`, cookie),
  },
  { name: 'backups are made', status: 201, request: (_, cookie) => post('/api/backups', {}, cookie) },
];
const GOAL = atMost(25);
const SLICES = 5;

export const stall: Bench = {
  name: 'stall',
  run: async ({ isQuick }) => {
    const folder = await aFolderWith(isQuick ? 20_000 : 1_000_000);
    const hub = await startBenchHub(folder.path);
    const [reader, watchdog] = await Promise.all([startLoad(), startLoad()]);
    const sliceMs = isQuick ? 100 : 2_000;
    const order = { port: hub.port, clients: 1 };
    const figures = [];
    for (const { name, status, request } of HEAVY) {
      let isReading = true;
      const reading = reader
        .run({
          ...order,
          ...{
            status,
            request: request(vitalsPath(hub.residentId), hub.cookie),
            durationMs: sliceMs * SLICES,
          },
        })
        .finally(() => (isReading = false));
      const slices: number[] = [];
      let longestMs = 0;
      do {
        const health = { ...order, status: 200, request: get('/api/health'), durationMs: sliceMs };
        const slice = await watchdog.run(health);
        slices.push(slice.p99Ms);
        longestMs = Math.max(longestMs, slice.longestMs);
      } while (isReading);
      await reading;
      const note = `median of ${slices.map((value) => value.toFixed(1)).join(', ')}; longest ${longestMs.toFixed(0)} ms`;
      const p99Ms = quantile(slices, 0.5);
      figures.push(plainFigure(`p99 of /api/health while ${name}`, p99Ms, 'ms', GOAL, note));
    }
    reader.stop();
    watchdog.stop();
    await hub.end('SIGTERM');
    folder.remove();
    return figures;
  },
};
