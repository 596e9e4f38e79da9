/** A disk that is full: nothing is acknowledged that is not stored, reads go on, and so do writes once there is room. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type HubProcess } from '../fixtures/hub.ts';
import { readingsOf, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

const disk = mkdtempSync(join(tmpdir(), 'betti-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
const canMount = mounted.status === 0;
if (!canMount)
  console.warn(`Skipped: a small disk needs a mount, which was refused: ${String(mounted.stderr)}`);

const filler = join(disk, 'filler');
let hub: HubProcess;
let residentId: string;
beforeAll(async () => {
  if (!canMount) return;
  hub = await startHub({ dataFolder: join(disk, 'data') });
  ({ id: residentId } = await theResident(hub.url));
});
afterAll(async () => {
  if (canMount) await hub.end('SIGTERM');
  spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

const post = (value: number) =>
  ask(`${hub.url}/api/residents/${residentId}/vitals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'heart-rate', value, unit: '/min' }),
  });

const health = async () => {
  const response = await ask(`${hub.url}/api/health`);
  return ((await response.json()) as { status: string }).status;
};

describe('a full disk', () => {
  test.skipIf(!canMount)('refuses what it cannot store in plain words, and loses nothing', async () => {
    const acknowledged: string[] = [];
    const keep = async (response: Response) => {
      if (response.status === 201) acknowledged.push(((await response.json()) as { id: string }).id);
      return response.status;
    };
    expect(await keep(await post(60))).toBe(201);

    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 128 * 1024), 1));
    let refused: Response | undefined;
    for (let value = 61; value < 200 && refused === undefined; value++) {
      const response = await post(value);
      if (response.status === 201) await keep(response);
      else refused = response;
    }
    expect(refused?.status).toBe(503);
    const words = await refused?.text();
    expect(words).toContain('Nothing was stored: the disk is full');
    expect(words).not.toMatch(/SQLITE|INSERT|SELECT/);

    // Many at once share a group, and all of them hear of it.
    const group = await Promise.all([62, 63, 64, 65].map(post));
    for (const response of group) expect([201, 503]).toContain(await keep(response));
    expect(await health()).toBe('degraded');
    expect(await stored()).toEqual([...acknowledged].sort());

    rmSync(filler);
    expect(await keep(await post(99))).toBe(201);
    expect(await health()).toBe('ok');
    expect(await stored()).toEqual([...acknowledged].sort());
  });
});

async function stored(): Promise<string[]> {
  return (await readingsOf(hub.url, residentId)).map(({ id }) => id).sort();
}
