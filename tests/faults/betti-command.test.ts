import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBetti } from '../fixtures/betti.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

let folder: ReturnType<typeof aDataFolder>;
let hub: HubProcess | undefined;
beforeEach(() => {
  folder = aDataFolder();
  hub = undefined;
});
afterEach(async () => {
  await hub?.end('SIGKILL');
  folder.remove();
});

const betti = (...args: string[]) => runBetti(folder.path, args);
const addAna = () => betti('resident', 'add', '--name', 'Ana', '--zone', 'Europe/Madrid', '--language', 'es');
const socket = () => join(folder.path, 'control.sock');

describe('npm run betti', () => {
  it('works on the database while no hub runs: residents, a backup, and the way back', async () => {
    expect(await addAna()).toMatchObject({
      code: 0,
      output: expect.stringContaining('Added Ana') as unknown,
    });
    expect((await betti('backup')).output).toMatch(/^Made .*\/backups\/betti-.*\.db, 0\.\d MB\.\n$/);
    expect((await betti('backup', 'list')).output.trim().split('\n')).toHaveLength(1);
    await betti('resident', 'add', '--name', 'Luis', '--zone', 'Europe/Madrid', '--language', 'es');
    expect((await betti('restore', 'latest')).output).toMatch(
      /^Restored betti-.*\nWhat was there before is kept as/,
    );
    const { output } = await betti('resident', 'list');
    expect(output).toContain('Ana  Europe/Madrid  es');
    expect(output).not.toContain('Luis');
  });

  it('asks the hub while one runs, by a socket that is its owner’s alone and goes with the hub', async () => {
    hub = await startHub({ dataFolder: folder.path });
    expect(statSync(socket()).mode & 0o777).toBe(0o600);
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    expect((await addAna()).code).toBe(0);
    expect((await betti('resident', 'list')).output).toContain('Ana');
    const seen = await ask(`${hub.url}/api/users`);
    expect(await seen.text()).toContain('"Ana"');
    expect((await betti('backup')).code).toBe(0);
    expect(await betti('restore', 'latest')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Another Betti is using .*betti\.db\. Stop it first/) as unknown,
    });
    await hub.end('SIGTERM');
    expect(existsSync(socket())).toBe(false);
  });

  it('tells a listener from before a restore to load anew, and one from before a mere restart nothing', async () => {
    const listenAfter = async (since?: { seq?: number; epoch?: string }) => {
      hub = await startHub({ dataFolder: folder.path });
      const { id } = await theResident(hub.url);
      await recordBloodPressure(hub.url, id, { systolicMmHg: 121 });
      const { greeting, close } = await listenLive(hub.url, since?.seq, since?.epoch);
      close();
      return greeting;
    };
    const first = await listenAfter();
    expect((await betti('backup')).code).toBe(0);
    await hub?.end('SIGKILL');
    const second = await listenAfter(first);
    expect(second).toMatchObject({ type: 'hello', epoch: first.epoch });
    await hub?.end('SIGTERM');
    expect((await betti('restore', 'latest')).code).toBe(0);
    // The backup ends where `first` stood, so the log has the number again, for another event.
    const third = await listenAfter(first);
    expect(third.type).toBe('resync');
    expect(third.epoch).not.toBe(first.epoch);
  });

  it('finds its hub again after one was killed and left its socket behind', async () => {
    hub = await startHub({ dataFolder: folder.path });
    await hub.end('SIGKILL');
    expect(existsSync(socket())).toBe(true);
    expect((await betti('resident', 'list')).code).toBe(0);
    hub = await startHub({ dataFolder: folder.path });
    const { name } = await theResident(hub.url);
    expect((await betti('resident', 'list')).output).toContain(name);
  });

  it.each([
    ['no command', [], 2, 'Which command?'],
    ['an unknown command', ['dance'], 2, 'There is no command "dance".'],
    ['an unknown option', ['backup', '--fast'], 2, "Unknown option '--fast'"],
    ['a resident without a zone', ['resident', 'add', '--name', 'Ana'], 2, 'A resident has a --name'],
    ['a backup that is not there', ['restore', 'nothing.db'], 1, 'There is no file'],
    ['no backup at all', ['restore', 'latest'], 1, 'There is no backup in'],
    [
      'a zone that is none',
      ['resident', 'add', '--name', 'Ana', '--zone', 'Mars', '--language', 'es'],
      1,
      'timeZone: No such time zone',
    ],
    ['the help', ['--help'], 0, 'npm run betti -- <command>'],
  ])('answers %s with one clear line and an exit code', async (_case, args, code, line) => {
    const result = await betti(...args);
    expect(result.code).toBe(code);
    expect(result.output.split('\n', 1)[0]).toContain(line);
    expect(result.output).not.toContain('    at ');
  });
});
