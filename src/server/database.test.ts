import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as column from './columns.ts';
import { Database, type CopyTarget } from './database.ts';
import { DatabaseInUseError } from './database-errors.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betti-db-'));
  database = Database.open(join(folder, 'betti.db'));
  database.script('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const add = (text: string) =>
  database.write((tx) => tx.run('INSERT INTO notes (text) VALUES (:text)', { text }));
const texts = () =>
  database.all({ text: column.text }, 'SELECT text FROM notes ORDER BY id').map((row) => row.text);

describe('Database', () => {
  it('keeps the file as the design asks: WAL, FULL, foreign keys', () => {
    const pragma = (name: string) =>
      Object.values(database.first({ [name]: (value) => value }, `PRAGMA ${name}`) ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  });

  it('refuses a second connection to the same file in one clear line', () => {
    expect(() => Database.open(join(folder, 'betti.db'))).toThrow(DatabaseInUseError);
  });

  it('undoes a write that throws, alone among those it shares a commit with', async () => {
    const outcomes = await Promise.allSettled([
      add('one'),
      database.write((tx) => {
        tx.run('INSERT INTO notes (text) VALUES (:text)', { text: 'half done' });
        throw new Error('changed my mind');
      }),
      add('two'),
      add('one'),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(texts()).toEqual(['one', 'two']);
  });

  it('tells its listeners after the commit, once for writes that share it', async () => {
    const seen: string[][] = [];
    database.onCommit(() => seen.push(texts()));
    await Promise.all([add('one'), add('two')]);
    expect(seen).toEqual([['one', 'two']]);
  });

  it('refuses work that would let other writes into its transaction', async () => {
    await expect(database.write(() => Promise.resolve())).rejects.toThrow(TypeError);
  });

  it.each([
    ['a missing parameter', 'SELECT :a AS a', {}],
    ['a parameter the statement has not', 'SELECT :a AS a', { a: 1, b: 2 }],
  ])('refuses %s instead of binding NULL', (_case, sql, parameters) => {
    expect(() => database.all({ a: column.integer }, sql, parameters)).toThrow(TypeError);
  });

  it('passes over colons in text, names and comments', () => {
    expect(database.first({ a: column.text }, `SELECT ':x' || :a /* :y */ AS a -- :z`, { a: '!' })).toEqual({
      a: ':x!',
    });
  });

  it('refuses a row of another type than declared', () => {
    expect(() => database.all({ a: column.integer }, `SELECT 'text' AS a`)).toThrow('Column a');
    expect(() => database.all({ b: column.integer }, 'SELECT 1 AS a')).toThrow('No column b');
  });

  it('refuses to run a statement that returns rows, which libsql would leave open', async () => {
    const write = database.write((tx) => tx.run(`INSERT INTO notes (text) VALUES ('x') RETURNING id`));
    await expect(write).rejects.toThrow('returns rows');
  });

  it('finishes the waiting writes when it closes, moves the WAL in, and does nothing afterwards', async () => {
    const last = add('last words');
    database.close();
    await last;
    expect(readdirSync(folder)).toEqual(['betti.db']);
    expect(() => texts()).toThrow('closed');
    await expect(add('too late')).rejects.toThrow('closed');
    database = Database.open(join(folder, 'betti.db'));
    expect(texts()).toEqual(['last words']);
  });
});

describe('copyTo', () => {
  const bytes = () => readFileSync(join(folder, 'betti.db'));
  const copyPath = () => join(folder, 'copy.db');
  /** Far more than a thousand pages, so that SQLite would move them into the file by itself. */
  const writeALot = async (name: string) => {
    for (let count = 0; count < 12; count++) await add(`${name} ${String(count)} ${'x'.repeat(600_000)}`);
  };
  /** A copy onto a disk that takes nothing before `disk` is there. */
  async function copy(disk?: Promise<void>) {
    const file = await open(copyPath(), 'wx');
    const write = async (...step: Parameters<typeof file.write>) => {
      await disk;
      return file.write(...step);
    };
    const slow = { write, datasync: () => file.datasync(), sync: () => file.sync() } as CopyTarget;
    try {
      await database.copyTo(slow);
    } finally {
      await file.close();
    }
  }

  it('copies what was committed when it began, however much is written meanwhile', async () => {
    await writeALot('before');
    const before = texts();
    const disk = Promise.withResolvers<undefined>();
    const copying = copy(disk.promise);
    await add('the last one before it, or the first one meanwhile');
    await add('meanwhile');
    const atStart = bytes();
    await writeALot('meanwhile');
    database.checkpoint();
    expect(bytes().equals(atStart)).toBe(true);
    disk.resolve(undefined);
    await copying;
    expect(texts()).toHaveLength(26);
    const copied = Database.open(copyPath());
    const found = copied.all({ text: column.text }, 'SELECT text FROM notes ORDER BY id');
    copied.close();
    expect(found.slice(0, 12).map(({ text }) => text)).toEqual(before);
    expect(found.length).toBeLessThan(14);
  });

  it('lets the log into the file again afterwards', async () => {
    await copy();
    const atEnd = bytes();
    await writeALot('later');
    expect(bytes().equals(atEnd)).toBe(false);
  });

  it('is given up when the database is closed, and refused while another is made', async () => {
    await writeALot('before');
    const disk = Promise.withResolvers<undefined>();
    const copying = copy(disk.promise);
    await add('meanwhile');
    await add('more');
    const other = await open(join(folder, 'other.db'), 'wx');
    await expect(database.copyTo(other)).rejects.toThrow('being copied already');
    await other.close();
    database.close();
    disk.resolve(undefined);
    await expect(copying).rejects.toThrow('closed');
    database = Database.open(join(folder, 'betti.db'));
    expect(texts()).toHaveLength(14);
  });
});
