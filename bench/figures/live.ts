/** From the POST of a reading to the last of many listeners, the fsync in between, beside raw ws with the same fsync. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFolderWith } from '../dataset.ts';
import { round, type Bench, type Figure } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import type { Heard, ListenersOrder } from '../load/listeners.ts';
import { post } from '../load/load.ts';
import { residentBytes, startScript } from '../processes.ts';
import { compare, quantile, roundsFor } from '../rounds.ts';

const GOALS = [
  { clients: 200, p99Ms: 20 },
  { clients: 2_000, p99Ms: 90 },
];
const QUICK_GOALS = [
  { clients: 10, p99Ms: 20 },
  { clients: 50, p99Ms: 90 },
];
const MOST_RATIO = 1.5;
const MOST_CLIENT_KB = 12;
const EVENTS_A_SLICE = 25;

export const live: Bench = {
  name: 'live',
  run: async (options) => {
    const folder = await aFolderWith(0);
    const referenceFolder = mkdtempSync(join(tmpdir(), 'betti-bench-'));
    const hub = await startBenchHub(folder.path);
    const reference = await startScript<{ port: number }>('bench/references/raw-live.ts', {
      core: 0,
      args: [referenceFolder],
    });
    const { port, cookie } = hub;
    const reading = { systolicMmHg: 124, diastolicMmHg: 78 };
    const request = post(`${vitalsPath(hub.residentId)}/blood-pressure`, reading, cookie);
    const hubListeners = await startListeners();
    const referenceListeners = await startListeners();
    const memory: { clients: number; hub: number; reference: number }[] = [];
    const figures: Figure[] = [];
    for (const { clients, p99Ms } of options.isQuick ? QUICK_GOALS : GOALS) {
      await hubListeners.order({ type: 'open', port, clients, cookie });
      await referenceListeners.order({ type: 'open', port: reference.ready.port, clients, cookie });
      const samples = { hub: [] as number[], reference: [] as number[] };
      const slice = (listeners: typeof hubListeners, kept: number[]) => async () => {
        const times: number[] = [];
        for (let event = 0; event < EVENTS_A_SLICE; event++) {
          times.push((await listeners.order({ type: 'post', request })).lastMs);
        }
        kept.push(...times);
        return quantile(times, 0.5);
      };
      await slice(hubListeners, [])();
      await slice(referenceListeners, [])();
      const { ratio, spread, rounds } = await compare(
        slice(referenceListeners, samples.reference),
        slice(hubListeners, samples.hub),
        roundsFor(options),
      );
      memory.push({
        clients,
        hub: residentBytes(hub.pid),
        reference: residentBytes(reference.process.pid ?? 0),
      });
      const value = quantile(samples.hub, 0.99);
      const beside = quantile(samples.reference, 0.99);
      const isMet = value <= p99Ms || ratio <= MOST_RATIO;
      figures.push({
        name: `POST to the last of ${String(clients)} live listeners, p99`,
        value: round(value),
        unit: 'ms',
        reference: round(beside),
        ratio: round(ratio),
        goal: `<= ${String(p99Ms)} or ratio <= ${String(MOST_RATIO)}`,
        pass: isMet || (spread > 0.2 ? 'inconclusive' : false),
        note:
          `the ratio is that of the medians, ${quantile(samples.hub, 0.5).toFixed(1)} and ` +
          `${quantile(samples.reference, 0.5).toFixed(1)} ms; ${String(rounds)} rounds, IQR ${(spread * 100).toFixed(0)} %`,
      });
    }
    const perListener = (key: 'hub' | 'reference') =>
      slopeKb(memory.map((at) => ({ ...at, bytes: at[key] })));
    figures.push(listenerFigure(perListener('hub'), perListener('reference')));
    for (const child of [hubListeners, referenceListeners]) child.stop();
    reference.process.disconnect();
    await hub.end('SIGTERM');
    folder.remove();
    rmSync(referenceFolder, { recursive: true });
    return figures;
  },
};

/** Growth from the fewest to the most listeners: what a heap takes once, whoever listens, is not theirs. */
function slopeKb(measured: readonly { clients: number; bytes: number }[]): number {
  const [fewest, most] = [measured.at(0), measured.at(-1)];
  if (fewest === undefined || most === undefined) return NaN;
  return (most.bytes - fewest.bytes) / (most.clients - fewest.clients) / 1_024;
}

function listenerFigure(value: number, beside: number): Figure {
  const ratio = value / beside;
  return {
    name: 'memory of a live listener',
    value: round(value),
    unit: 'KB',
    reference: round(beside),
    ratio: round(ratio),
    goal: `<= ${String(MOST_CLIENT_KB)} or ratio <= ${String(MOST_RATIO)}`,
    pass: value <= MOST_CLIENT_KB || ratio <= MOST_RATIO,
    note: 'growth from 200 to 2,000 listeners, after the same events',
  };
}

async function startListeners() {
  const { process } = await startScript('bench/load/listeners.ts', { core: 1 });
  return {
    order: async (order: ListenersOrder): Promise<Heard> => {
      process.send(order);
      const [answer] = (await once(process, 'message')) as [Heard | { error: string }];
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
    stop: () => process.disconnect(),
  };
}
