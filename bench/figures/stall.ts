/** How long the hub's health keeps one waiting while another reads the heaviest there is, without a pause. */
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { get, startLoad } from '../load/load.ts';
import { quantile } from '../rounds.ts';

/** Paths below a resident's vitals. */
const HEAVY = [
  { name: 'a full page of the list', path: '?limit=200' },
  { name: 'the chart of five years', path: '/chart?kind=blood-pressure&days=1826' },
  { name: 'a million readings as CSV', path: '/export.csv' },
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
    const order = { port: hub.port, clients: 1, status: 200 };
    const figures = [];
    for (const { name, path } of HEAVY) {
      const request = get(`${vitalsPath(hub.residentId)}${path}`);
      let isReading = true;
      const reading = reader
        .run({ ...order, request, durationMs: sliceMs * SLICES })
        .finally(() => (isReading = false));
      const slices: number[] = [];
      do {
        const health = { ...order, request: get('/api/health'), durationMs: sliceMs };
        slices.push((await watchdog.run(health)).p99Ms);
      } while (isReading);
      await reading;
      const note = `median of ${slices.map((value) => value.toFixed(1)).join(', ')}`;
      const p99Ms = quantile(slices, 0.5);
      figures.push(plainFigure(`p99 of /api/health while one reads ${name}`, p99Ms, 'ms', GOAL, note));
    }
    reader.stop();
    watchdog.stop();
    await hub.end('SIGTERM');
    folder.remove();
    return figures;
  },
};
