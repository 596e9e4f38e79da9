/** POST of a reading, acknowledged after its fsync, beside the least that can do so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFolderWith } from '../dataset.ts';
import { atLeast, type Bench } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { post, startLoad } from '../load/load.ts';
import { startScript } from '../processes.ts';
import { compare, comparedFigure, roundsFor, sliceMsFor } from '../rounds.ts';

const GOALS = [
  { clients: 1, perSecond: 1_200 },
  { clients: 16, perSecond: 8_000 },
  { clients: 64, perSecond: 12_000 },
];
const READING = { systolicMmHg: 124, diastolicMmHg: 78 };

export const durablePost: Bench = {
  name: 'durable-post',
  run: async (options) => {
    const folder = await aFolderWith(0);
    const referenceFolder = mkdtempSync(join(tmpdir(), 'betti-bench-'));
    const hub = await startBenchHub(folder.path);
    const reference = await startScript<{ port: number }>('bench/references/group-commit.ts', {
      core: 0,
      args: [referenceFolder],
    });
    const load = await startLoad();
    const request = post(`${vitalsPath(hub.residentId)}/blood-pressure`, READING, hub.cookie);
    const slice = (port: number, clients: number) => async () =>
      (await load.run({ port, clients, request, status: 201, durationMs: sliceMsFor(options) })).perSecond;

    const figures = [];
    for (const { clients, perSecond } of GOALS) {
      const subject = slice(hub.port, clients);
      await subject();
      const result = await compare(slice(reference.ready.port, clients), subject, roundsFor(options));
      const name = `durable POST, ${String(clients)} client${clients === 1 ? '' : 's'}`;
      figures.push(
        comparedFigure(name, '/s', result, { goal: atLeast(perSecond), ratioGoal: atLeast(0.55) }),
      );
    }
    load.stop();
    reference.process.disconnect();
    await hub.end('SIGTERM');
    folder.remove();
    rmSync(referenceFolder, { recursive: true });
    return figures;
  },
};
