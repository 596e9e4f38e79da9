/** What keeps Betti from starting is said in one line; what it writes is its owner's alone. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aDataFolder, startHub } from '../fixtures/hub.ts';

let folder: ReturnType<typeof aDataFolder>;
beforeEach(() => {
  folder = aDataFolder();
});
afterEach(() => {
  folder.remove();
});

/** What a start that fails prints. */
async function failedStart(options: { port?: number }): Promise<string> {
  const error: unknown = await startHub({ dataFolder: folder.path, logLevel: 'silent', ...options }).catch(
    (why: unknown) => why,
  );
  if (!(error instanceof Error)) throw new Error('The hub started.');
  return error.message.split('\n').slice(1).join('\n');
}

const ONE_LINE = (words: string) => new RegExp(`^Betti cannot start: ${words}[^\\n]*\\n?$`);

describe('Betti', () => {
  test('that finds its port in use says so in one line', async () => {
    const other = aDataFolder();
    const first = await startHub({ dataFolder: other.path });
    const port = Number(new URL(first.url).port);
    expect(await failedStart({ port })).toMatch(ONE_LINE(`Port ${String(port)} is in use`));
    await first.end('SIGTERM');
    other.remove();
  });

  test('that finds a database of a newer Betti says so in one line, and leaves it alone', async () => {
    await (await startHub({ dataFolder: folder.path })).end('SIGTERM');
    const database = new Libsql(join(folder.path, 'betti.db'));
    database.exec(`INSERT INTO schema_migrations VALUES (9999, '9999-from-tomorrow.sql', '', 0)`);
    database.close();
    expect(await failedStart({})).toMatch(ONE_LINE('This database was last used by a newer Betti'));
  });

  test('that meets a migration which fails says which in one line, and keeps nothing of it', async () => {
    const database = new Libsql(join(folder.path, 'betti.db'));
    database.exec('CREATE TABLE users (somebody TEXT)');
    database.close();
    expect(await failedStart({})).toMatch(
      ONE_LINE('Migration 0001-create-people.sql failed, and nothing of it'),
    );
  });

  test('writes nothing that another user of the machine can read', async () => {
    const hub = await startHub({ dataFolder: folder.path });
    const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('betti.db');
    expect(files).toContain('betti.db-wal');
    for (const name of ['', ...files]) {
      expect([name, statSync(join(folder.path, name)).mode & 0o077]).toEqual([name, 0]);
    }
    await hub.end('SIGTERM');
  });
});
