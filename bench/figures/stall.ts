/** How long the hub's health keeps one waiting while another reads the heaviest there is, without a pause. */
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { get, startLoad } from '../load/load.ts';
import { quantile } from '../rounds.ts';

/** Paths below a resident's vitals. */
const HEAVY = [{ name: 'a full page of the list', path: '?limit=200' }];

export const stall: Bench = {
  name: 'stall',
  run: async ({ isQuick }) => {
    const folder = await aFolderWith(isQuick ? 20_000 : 1_000_000);
    const hub = await startBenchHub(folder.path);
    const [reader, watchdog] = await Promise.all([startLoad(), startLoad()]);
    const durationMs = isQuick ? 200 : 3_000;
    const figures = [];
    for (const { name, path } of HEAVY) {
      const rounds: number[] = [];
      for (let round = 0; round < (isQuick ? 1 : 5); round++) {
        const heavy = get(`${vitalsPath(hub.residentId)}${path}`);
        const [health] = await Promise.all([
          watchdog.run({ port: hub.port, clients: 1, status: 200, durationMs, request: get('/api/health') }),
          reader.run({ port: hub.port, clients: 1, status: 200, durationMs, request: heavy }),
        ]);
        rounds.push(health.p99Ms);
      }
      const note = `median of ${rounds.map((value) => value.toFixed(1)).join(', ')}`;
      figures.push(
        plainFigure(
          `p99 of /api/health while one reads ${name}`,
          quantile(rounds, 0.5),
          'ms',
          atMost(25),
          note,
        ),
      );
    }
    reader.stop();
    watchdog.stop();
    await hub.end('SIGTERM');
    folder.remove();
    return figures;
  },
};
