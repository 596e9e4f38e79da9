import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { readingsOf, recordBloodPressure, theResident } from '../fixtures/requests.ts';

const CYCLES = 20;

describe('kill -9 right after a 201', () => {
  it(`keeps every acknowledged reading over ${String(CYCLES)} cycles, once each`, async () => {
    const folder = aDataFolder();
    const acknowledged: string[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const hub = await startHub({ dataFolder: folder.path });
      const { id } = await theResident(hub.url);
      for (let writes = randomInt(1, 4); writes > 0; writes--) {
        acknowledged.push((await recordBloodPressure(hub.url, id)).id);
      }
      await hub.end('SIGKILL');
    }
    const hub = await startHub({ dataFolder: folder.path });
    const { id } = await theResident(hub.url);
    const stored = (await readingsOf(hub.url, id)).map((reading) => reading.id);
    expect(stored.sort()).toEqual(acknowledged.sort());
    console.log(
      `${String(CYCLES)} kills, ${String(acknowledged.length)} acknowledged, ${String(stored.length)} kept`,
    );
    await hub.end('SIGTERM');
    folder.remove();
  }, 120_000);
});
