/** From the start of the process to the first mirror page, with a million readings, beside a bare node:http. */
import { once } from 'node:events';
import { aFolderWith } from '../dataset.ts';
import { atMost, type Bench } from '../figure.ts';
import { startHub } from '../../tests/fixtures/hub.ts';
import { startRadio } from '../../tests/radio/radio.ts';
import { compare, comparedFigure, roundsFor } from '../rounds.ts';
import { startScript } from '../processes.ts';

export const coldStart: Bench = {
  name: 'cold-start',
  run: async (options) => {
    const folder = await aFolderWith(options.isQuick ? 20_000 : 1_000_000);
    const radio = await startRadio();
    const cookie = await mirrorCookie(folder.path);
    const hubToPage = async () => {
      const from = performance.now();
      const hub = await startHub({ dataFolder: folder.path, hci: radio.hci, isLeftAlone: true });
      const page = await fetch(`${hub.url}/mirror`, { headers: { cookie } });
      await page.text();
      const ms = performance.now() - from;
      if (page.status !== 200) throw new Error(`The mirror page answered ${String(page.status)}.`);
      await hub.end('SIGTERM');
      return ms;
    };
    const bareToAnswer = async () => {
      const from = performance.now();
      const bare = await startScript<{ port: number }>('bench/references/raw-http.ts', {});
      await (await fetch(`http://127.0.0.1:${String(bare.ready.port)}/`)).text();
      const ms = performance.now() - from;
      const gone = once(bare.process, 'exit');
      bare.process.disconnect();
      await gone;
      return ms;
    };
    await hubToPage();
    const result = await compare(bareToAnswer, hubToPage, roundsFor(options));
    await radio.stop();
    folder.remove();
    const goals = { goal: atMost(350), ratioGoal: atMost(4) };
    return [comparedFigure('cold start to the first mirror page, 1M readings', 'ms', result, goals)];
  },
};

/** The mirror signs in once; what is measured is a mirror that comes back. */
async function mirrorCookie(dataFolder: string): Promise<string> {
  const hub = await startHub({ dataFolder });
  await hub.end('SIGTERM');
  return hub.keyring.mirror ?? '';
}
