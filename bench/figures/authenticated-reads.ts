/**
 * What the door costs: reads of a signed-in phone, beside the same reads of the hub as it was before anyone had to sign
 * in. That one is taken out of the history of this repository and runs with the packages of today.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startHub, type HubProcess } from '../../tests/fixtures/hub.ts';
import { aFolderWith } from '../dataset.ts';
import { atLeast, skipped, type Bench } from '../figure.ts';
import { vitalsPath } from '../hubs.ts';
import { get, startLoad } from '../load/load.ts';
import { pinTo } from '../processes.ts';
import { compare, comparedFigure, roundsFor, sliceMsFor } from '../rounds.ts';

/** The last state of the hub that let in whoever asked from the machine itself. */
const BEFORE = '26c131ba4363274022c05e47bc1ab719a5099c76';
const VIEWS = [
  { name: 'latest vitals', path: '/latest' },
  { name: 'list of vitals', path: '?limit=50' },
];
const READINGS = 60;
const CLIENTS = 4;
const GOALS = { goal: atLeast(Infinity), ratioGoal: atLeast(0.8) };

export const authenticatedReads: Bench = {
  name: 'authenticated-reads',
  run: async (options) => {
    const program = programBefore();
    if (program === null) {
      const why = `the history here does not go back to ${BEFORE.slice(0, 7)}`;
      return [skipped('authenticated reads', '/s', GOALS.ratioGoal, why)];
    }
    const folders = { before: await aFolderWith(0), now: await aFolderWith(0) };
    const before = await startHub({
      dataFolder: folders.before.path,
      program,
      isLeftAlone: true,
    });
    const now = await startHub({ dataFolder: folders.now.path });
    for (const hub of [before, now]) pinTo(0, hub.process);
    const load = await startLoad();
    const reads = { before: await filled(before), now: await filled(now) };
    const figures = [];
    for (const { name, path } of VIEWS) {
      /** Answers a second. */
      const rate = (hub: HubProcess, vitals: string) => async () => {
        const request = get(vitals + path, hub.keyring.owner);
        const order = { port: Number(new URL(hub.url).port), clients: CLIENTS, request, status: 200 };
        return (await load.run({ ...order, durationMs: sliceMsFor(options) })).perSecond;
      };
      const [reference, subject] = [rate(before, reads.before), rate(now, reads.now)];
      await reference();
      await subject();
      const result = await compare(reference, subject, roundsFor(options));
      figures.push(comparedFigure(`authenticated reads, ${name}`, '/s', result, GOALS));
    }
    load.stop();
    for (const hub of [before, now]) await hub.end('SIGTERM');
    for (const folder of [folders.before, folders.now, program]) folder.remove();
    return figures;
  },
};

/** The program of then in a folder of its own, or null where the history is cut short. */
function programBefore() {
  const path = mkdtempSync(join(tmpdir(), 'betti-before-'));
  const remove = () => {
    rmSync(path, { recursive: true });
  };
  try {
    const files = execFileSync('git', ['archive', BEFORE], {
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    execFileSync('tar', ['-x', '-C', path], { input: files });
  } catch {
    remove();
    return null;
  }
  for (const name of ['node_modules', 'build']) symlinkSync(resolve(name), join(path, name));
  return { path, entry: 'src/server/main.ts', remove };
}

/** Records what is read, and answers where. */
async function filled({ url, keyring }: HubProcess): Promise<string> {
  const headers = { 'content-type': 'application/json', ...(keyring.owner ? { cookie: keyring.owner } : {}) };
  const { items } = (await (await fetch(`${url}/api/users`, { headers })).json()) as {
    items: { id: string; isResident?: boolean }[];
  };
  const id = (items.find(({ isResident }) => isResident) ?? items[0])?.id ?? '';
  for (let count = 0; count < READINGS; count++) {
    const body = JSON.stringify({ systolicMmHg: 110 + (count % 30), diastolicMmHg: 70 });
    const { status } = await fetch(`${url}${vitalsPath(id)}/blood-pressure`, {
      method: 'POST',
      headers,
      body,
    });
    if (status !== 201) throw new Error(`A reading was answered with ${String(status)}.`);
  }
  return vitalsPath(id);
}
