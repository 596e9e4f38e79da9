import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as column from '#server/columns.ts';
import { Database } from '#server/database.ts';
import { migrate, readMigrations, schemaOf } from '#server/migrate.ts';

const clock = { now: () => 0 };
let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betti-migrate-'));
  database = Database.open(join(folder, 'betti.db'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const schema = () =>
  database.all(
    { name: column.text, sql: column.text },
    `SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name`,
  );

function aFolderWith(files: Record<string, string>): string {
  const path = mkdtempSync(join(folder, 'migrations-'));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(path, name), sql);
  return path;
}

describe('migrate', () => {
  it('applies every migration once; a second start applies none', async () => {
    const migrations = readMigrations('migrations');
    expect(await migrate(database, migrations, clock)).toEqual(migrations.map(({ name }) => name));
    const first = schema();
    expect(await migrate(database, migrations, clock)).toEqual([]);
    expect(schema()).toEqual(first);
  });

  it('ends at the same schema whether applied at once or one release after the other', async () => {
    const migrations = readMigrations('migrations');
    for (let count = 1; count <= migrations.length; count++) {
      await migrate(database, migrations.slice(0, count), clock);
    }
    const upgraded = schema();
    const fresh = Database.open(join(folder, 'fresh.db'));
    await migrate(fresh, migrations, clock);
    expect(
      fresh.all(
        { name: column.text, sql: column.text },
        `SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name`,
      ),
    ).toEqual(upgraded);
    fresh.close();
  });

  it('ends at the schema of the committed snapshot; `npm run betti -- schema` writes it anew', async () => {
    await migrate(database, readMigrations('migrations'), clock);
    expect(schemaOf(database)).toBe(readFileSync('migrations/schema.sql', 'utf8'));
  });

  it('makes a backup before it touches a database that holds something, and only then', async () => {
    const migrations = readMigrations('migrations');
    const tablesAtBackup: number[] = [];
    const backUp = () => Promise.resolve(tablesAtBackup.push(schema().length));
    await migrate(database, migrations.slice(0, 2), clock, backUp);
    expect(tablesAtBackup).toEqual([]);
    const before = schema().length;
    await migrate(database, migrations, clock, backUp);
    expect(tablesAtBackup).toEqual([before]);
    await migrate(database, migrations, clock, backUp);
    expect(tablesAtBackup).toHaveLength(1);
  });

  it('changes nothing when the backup before it fails', async () => {
    const migrations = readMigrations('migrations');
    await migrate(database, migrations.slice(0, 2), clock);
    const before = schema();
    const backUp = () => Promise.reject(new Error('disk full'));
    await expect(migrate(database, migrations, clock, backUp)).rejects.toThrow('disk full');
    expect(schema()).toEqual(before);
  });

  it('brings what was changed about readings over to the table that knows moves', async () => {
    const migrations = readMigrations('migrations');
    const before = migrations.filter(({ version }) => version < 10);
    await migrate(database, before, clock);
    const id = `x'${'01'.repeat(16)}'`;
    database.script(`
      INSERT INTO users VALUES (${id}, 'Rosa', 'UTC', 0);
      INSERT INTO time_zones VALUES (1, 'UTC'); INSERT INTO vital_recorders VALUES (1, 'test');
      INSERT INTO vital_series VALUES (1, ${id}, 9);
      INSERT INTO vital_readings (id, series, kind, measured_at, received_after_ms, local_day, time_zone_number,
        recorder_number, mood_score) VALUES (${id}, 1, 9, 0, 0, 0, 1, 1, 4);
      INSERT INTO vital_reading_changes VALUES
        (7, ${id}, 1, 'test', 'amended', '{"a":1}'), (9, ${id}, 2, 'test', 'retracted', '{"a":2}')`);
    const select =
      'SELECT number, changed_at, changed_by, change, before FROM vital_reading_changes ORDER BY number';
    const columns = {
      ...{ number: column.integer, changed_at: column.integer, changed_by: column.text },
      ...{ change: column.text, before: column.text },
    };
    const earlier = database.all(columns, select);
    expect(earlier).toHaveLength(2);
    await migrate(database, migrations, clock);
    expect(database.all(columns, select)).toEqual(earlier);
  });

  it('keeps every table strict', async () => {
    await migrate(database, readMigrations('migrations'), clock);
    const loose = database.all(
      { name: column.text },
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    );
    expect(loose).toEqual([]);
  });

  it('leaves nothing of a migration that fails', async () => {
    const path = aFolderWith({
      '0001-create-one.sql': 'CREATE TABLE one (a INTEGER) STRICT;',
      '0002-create-two.sql': 'CREATE TABLE two (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    });
    await expect(migrate(database, readMigrations(path), clock)).rejects.toThrow('nowhere');
    expect(schema().map(({ name }) => name)).toEqual(['one', 'schema_migrations']);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const path = aFolderWith({ '0001-create-one.sql': 'CREATE TABLE one (a INTEGER) STRICT;' });
    await migrate(database, readMigrations(path), clock);
    writeFileSync(join(path, '0001-create-one.sql'), 'CREATE TABLE one (b INTEGER) STRICT;');
    await expect(migrate(database, readMigrations(path), clock)).rejects.toThrow('was changed');
  });

  it('refuses a database that a newer Betti has used', async () => {
    const path = aFolderWith({ '0001-create-one.sql': 'CREATE TABLE one (a INTEGER) STRICT;' });
    const newer = join(folder, 'newer');
    cpSync(path, newer, { recursive: true });
    writeFileSync(join(newer, '0002-create-two.sql'), 'CREATE TABLE two (a INTEGER) STRICT;');
    await migrate(database, readMigrations(newer), clock);
    await expect(migrate(database, readMigrations(path), clock)).rejects.toThrow(
      'newer Betti (0002-create-two.sql)',
    );
  });

  it.each([
    ['a gap', { '0001-create-one.sql': '', '0003-create-three.sql': '' }],
    ['a number used twice', { '0001-create-one.sql': '', '0001-create-two.sql': '' }],
    ['a name without a verb', { '0001-one.sql': '' }],
  ])('refuses a folder with %s', (_case, files) => {
    expect(() => readMigrations(aFolderWith(files))).toThrow('is not number');
  });
});
