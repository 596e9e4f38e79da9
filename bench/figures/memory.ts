/** Memory of the whole platform, workers and all, with a million readings, one page served and then a minute idle. */
import { setTimeout as wait } from 'node:timers/promises';
import { startRadio } from '../../tests/radio/radio.ts';
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';
import { startBenchHub } from '../hubs.ts';
import { residentBytes } from '../processes.ts';
import { quantile } from '../rounds.ts';
import { ask } from '../../tests/fixtures/sessions.ts';

const MEBIBYTE = 1024 * 1024;

export const memory: Bench = {
  name: 'memory',
  run: async ({ isQuick }) => {
    const folder = await aFolderWith(isQuick ? 20_000 : 1_000_000);
    const radio = await startRadio();
    const measured: number[] = [];
    for (let start = 0; start < (isQuick ? 1 : 3); start++) {
      const hub = await startBenchHub(folder.path, { hci: radio.hci });
      await (await ask(`${hub.url}/mirror`)).text();
      await wait(isQuick ? 1_000 : 60_000);
      measured.push(residentBytes(hub.pid) / MEBIBYTE);
      await hub.end('SIGTERM');
    }
    await radio.stop();
    folder.remove();
    const each = measured.map((value) => value.toFixed(0)).join(', ');
    const note = `median of ${each}; the hub with its Bluetooth worker`;
    return [plainFigure('memory idle, 1M readings', quantile(measured, 0.5), 'MB', atMost(130), note)];
  },
};
