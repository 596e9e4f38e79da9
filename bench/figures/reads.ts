/** What a screen reads again and again, with a million readings beside ten thousand: more years must not cost more. */
import { aFolderWith } from '../dataset.ts';
import { atMost, type Bench } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { get, startLoad } from '../load/load.ts';
import { compare, comparedFigure, roundsFor, sliceMsFor } from '../rounds.ts';

const VIEWS = [
  { name: 'latest vitals', path: '/latest' },
  { name: 'list of vitals', path: '?limit=50' },
];
const CLIENTS = 4;

export const reads: Bench = {
  name: 'reads',
  run: async (options) => {
    const small = await aFolderWith(10_000);
    const large = await aFolderWith(options.isQuick ? 20_000 : 1_000_000);
    const reference = await startBenchHub(small.path);
    const subject = await startBenchHub(large.path);
    const load = await startLoad();
    const figures = [];
    for (const { name, path } of VIEWS) {
      /** Milliseconds a request. */
      const cost = (hub: typeof subject) => async () => {
        const request = get(`${vitalsPath(hub.residentId)}${path}`, hub.cookie);
        const order = { port: hub.port, clients: CLIENTS, request, status: 200 };
        const { perSecond } = await load.run({ ...order, durationMs: sliceMsFor(options) });
        return 1_000 / perSecond;
      };
      await cost(reference)();
      await cost(subject)();
      const result = await compare(cost(reference), cost(subject), roundsFor(options));
      const goals = { goal: atMost(0), ratioGoal: atMost(1.2) };
      figures.push(comparedFigure(`${name}, 1M beside 10k readings`, 'ms', result, goals));
    }
    load.stop();
    for (const hub of [reference, subject]) await hub.end('SIGTERM');
    for (const folder of [small, large]) folder.remove();
    return figures;
  },
};
