/**
 * The one connection to the one libSQL file: opens it, binds every parameter, commits in groups, closes it for good.
 * Knows no table. libsql aborts the whole process on a boolean or a lone Buffer, so nothing else may bind.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { closeSync, fstatSync, openSync, read, renameSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ProblemError } from '#contracts/problem.ts';
import Libsql from 'libsql';
import { assertOpensWith } from './at-rest/gate.ts';
import { bind, type Parameters } from './bindable.ts';
import { readRow, type Columns, type Row } from './columns.ts';
import { codeOf, DatabaseInUseError, isOfTheDisk } from './database-errors.ts';
import { encryption } from './quick-check.ts';
import { parameterNames } from './sql-parameters.ts';
import { syncToDisk } from './sync-to-disk.ts';

export type { Parameters };

/** What a query may do. Inside `write` the same methods run within that write's transaction. */
export interface Queries {
  /** Every row of `sql`, read as `columns` declares them. Throws when a column is missing or of another type. */
  all<C extends Columns>(columns: C, sql: string, parameters?: Parameters): Row<C>[];
  /** The first row, or undefined when there is none. */
  first<C extends Columns>(columns: C, sql: string, parameters?: Parameters): Row<C> | undefined;
}

export interface Writing extends Queries {
  /** Runs a statement that returns no rows. Answers how many rows it changed. */
  run(sql: string, parameters?: Parameters): number;
}

/** What goes with each write of one request, inside that write's transaction: it calls `work`, or knows its result. */
export type WriteCompanion = <T>(tx: Writing, work: (tx: Writing) => T) => T;

const readAt = promisify(read);

/** SQLite's own default: a WAL of this many pages is moved into the file by the commit that fills it. */
const CHECKPOINT_PAGES = 1_000;
const COPY_STEP_BYTES = 1 << 20;
/** A copy brings so many steps to the medium at a time: all at once at its end, every commit's fsync would wait for it. */
const STEPS_PER_SYNC = 4;

export type CopyTarget = Pick<FileHandle, 'write' | 'datasync' | 'sync'>;

type PendingWrite = { run: () => void; settle: (failure?: unknown) => void };

type Prepared = { statement: Libsql.Statement; names: readonly string[] };

export class Database implements Queries {
  /** The files this process has open: reading one beside libsql would give its lock back (docs/decisions/0004). */
  static readonly #openPaths = new Set<string>();
  readonly path: string;
  #key: string | null;
  #connection: Libsql.Database;
  /**
   * The file once more, to copy it from. Open for as long as the connection is: closing any descriptor of the file gives
   * the process's lock back (docs/decisions/0004).
   */
  #file: number;
  readonly #prepared = new Map<string, Prepared>();
  readonly #commitListeners = new Set<() => void>();
  readonly #companion = new AsyncLocalStorage<WriteCompanion | undefined>();
  #pending: PendingWrite[] = [];
  #isFlushScheduled = false;
  #isOpen = true;
  #canStore = true;
  #isBeingCopied = false;

  private constructor(path: string, key: string | null) {
    this.path = path;
    this.#key = key;
    this.#connection = connect(path, key);
    this.#file = openSync(path, 'r');
  }

  /**
   * Opens or creates the file. WAL with synchronous=FULL: a commit is on disk when it returns. The lock is exclusive,
   * for the file's other connections would run into SQLite's WAL-reset bug (docs/decisions/0004).
   * `key` is 64 hexadecimal digits, null for a file that is not encrypted. Throws `DatabaseInUseError` when the file is
   * held already, `KeyProblemError` when the key is not its.
   */
  static open(path: string, { key = null }: { key?: string | null } = {}): Database {
    if (Database.#openPaths.has(path)) throw new DatabaseInUseError(path);
    assertOpensWith(path, key);
    const database = new Database(path, key);
    Database.#openPaths.add(path);
    return database;
  }

  /** What the file is encrypted with, null when it is not. */
  get key(): string | null {
    return this.#key;
  }

  all<C extends Columns>(columns: C, sql: string, parameters: Parameters = {}): Row<C>[] {
    const { statement, names } = this.#prepare(sql);
    const rows = statement.all(bind(names, parameters, sql)) as Record<string, unknown>[];
    return rows.map((row) => readRow(columns, row, sql));
  }

  first<C extends Columns>(columns: C, sql: string, parameters: Parameters = {}): Row<C> | undefined {
    return this.all(columns, sql, parameters)[0];
  }

  /**
   * Runs `work` in a transaction of its own and answers what it returned, once that is on disk. Writes that are
   * waiting at the same moment share one fsync; one that throws is undone alone and rejects alone.
   * `work` is synchronous: an await inside it would let other writes into its transaction.
   */
  write<T>(work: (tx: Writing) => T): Promise<T> {
    const companion = this.#companion.getStore();
    return new Promise((resolve, reject) => {
      let result: T;
      this.#pending.push({
        run: () => {
          result = companion === undefined ? work(this.#writing) : companion(this.#writing, work);
          if (result instanceof Promise) throw new TypeError('The work of a write must not be asynchronous.');
        },
        settle: (failure) => {
          if (failure === undefined) resolve(result);
          else reject(asError(failure));
        },
      });
      if (this.#isFlushScheduled) return;
      this.#isFlushScheduled = true;
      setImmediate(() => {
        // Whoever listens to the commit acts for itself, not for the request that happened to be first.
        this.#companion.run(undefined, () => {
          this.#flush();
        });
      });
    });
  }

  /** Runs `work`, a request's answer say; every write that it makes goes through `companion`. */
  accompany<T>(companion: WriteCompanion, work: () => Promise<T>): Promise<T> {
    return this.#companion.run(companion, work);
  }

  /** Runs a script of several statements outside the write queue; for migrations alone. */
  script(sql: string): void {
    this.#assertOpen();
    this.#connection.exec(sql);
  }

  /** False from a write that the disk refused until one that it took. */
  canStore(): boolean {
    return this.#canStore;
  }

  /** Calls back after every commit, so that the event log can wake its readers. Returns the way to stop. */
  onCommit(listener: () => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /**
   * Writes a copy of everything committed to `path`, which is an empty file or none, under `key`: its own unless another
   * is given. Blocks until it is written.
   */
  copyInto(path: string, key: string | null = this.#key): void {
    this.#assertOpen();
    const target = pathToFileURL(path);
    // What names no key of its own gets that of the original.
    if (key !== null && key !== this.#key)
      target.search = new URLSearchParams({ cipher: 'aes256cbc', key }).toString();
    try {
      this.#connection.prepare('VACUUM INTO ?').run([target.href]);
    } catch (error) {
      // SQLite names the address, and with it the key.
      if (error instanceof Error && target.search !== '')
        error.message = error.message.replace(target.search, '');
      throw error;
    }
  }

  /**
   * Puts `replacement`, a copy of itself under `key`, in the place of the file and goes on with it. The lock is held until
   * then, and no log is left that belongs to the old file. Throws, still on the old file, when it cannot.
   */
  goOnWith(replacement: string, key: string): void {
    this.#assertOpen();
    this.#prepared.clear();
    try {
      // Not DELETE, which in exclusive mode leaves an empty journal for the new file to trip over.
      const [row] = this.#connection.prepare('PRAGMA journal_mode = MEMORY').all() as {
        journal_mode: string;
      }[];
      if (row?.journal_mode !== 'memory') throw new Error('The write-ahead log could not be left.');
      renameSync(replacement, this.path);
    } catch (error) {
      this.#connection.prepare('PRAGMA journal_mode = WAL').all();
      throw error;
    }
    this.#connection.close();
    // A copy that is being made reads the old file to its end, and is then of no use.
    if (!this.#isBeingCopied) closeSync(this.#file);
    this.#connection = connect(this.path, key);
    this.#file = openSync(this.path, 'r');
    this.#key = key;
    syncToDisk(dirname(this.path));
  }

  /**
   * Writes everything that is committed at this moment to `target`, an empty file, and answers once it is on disk. The
   * loop goes on meanwhile and so do the writes: they stay in the WAL, which nothing moves into the file before the copy
   * is done (docs/decisions/0011). One copy at a time. Rejects when the database is closed
   * first; of no use when `key` has become another meanwhile.
   */
  async copyTo(target: CopyTarget): Promise<void> {
    if (this.#isBeingCopied) throw new Error('The database is being copied already.');
    this.checkpoint();
    this.#holdWal(true);
    const file = this.#file;
    try {
      const { size } = fstatSync(file);
      const step = Buffer.allocUnsafe(COPY_STEP_BYTES);
      for (let at = 0, steps = 1; at < size; steps++) {
        const { bytesRead } = await readAt(file, step, 0, Math.min(step.length, size - at), at);
        if (bytesRead === 0) throw new Error('The database file ended before its copy did.');
        await target.write(step, 0, bytesRead, at);
        at += bytesRead;
        if (steps % STEPS_PER_SYNC === 0) await target.datasync();
        // Closing moves the WAL into the file: what was read since is of no moment.
        this.#assertOpen();
      }
      await target.sync();
      this.#assertOpen();
    } finally {
      this.#holdWal(false);
      if (!this.#isOpen || file !== this.#file) closeSync(file);
    }
  }

  /** Whether the WAL is kept out of the file, for a copy of it is being made. */
  #holdWal(isHeld: boolean): void {
    this.#isBeingCopied = isHeld;
    if (!this.#isOpen) return;
    const pages = isHeld ? 0 : CHECKPOINT_PAGES;
    this.#connection.prepare(`PRAGMA wal_autocheckpoint = ${String(pages)}`).all();
  }

  /** Which file this is, as text: the same after a restart, another after a backup was put in its place. */
  fileMark(): string {
    const { ino, birthtimeMs } = fstatSync(this.#file);
    return `${String(ino)} ${String(birthtimeMs)}`;
  }

  /** Every statement that was prepared so far, for the test that explains them. */
  statements(): readonly string[] {
    return [...this.#prepared.keys()];
  }

  /** Moves the WAL into the file, or leaves it to the next time while a copy is made. Throws when a reader holds it back. */
  checkpoint(): void {
    this.#assertOpen();
    if (this.#isBeingCopied) return;
    const [row] = this.#connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as { busy: number }[];
    if (row?.busy !== 0) throw new Error('The write-ahead log could not be moved into the database.');
  }

  /**
   * Finishes the waiting writes, moves the WAL into the file and lets go of it; every later call throws.
   * libsql keeps the connection open until its statements are collected, so the lock is given back by hand: that
   * needs leaving WAL mode first.
   */
  close(): void {
    if (!this.#isOpen) return;
    this.#flush();
    this.#isOpen = false;
    this.#prepared.clear();
    try {
      for (const pragma of ['journal_mode = DELETE', 'locking_mode = NORMAL', 'user_version']) {
        this.#connection.prepare(`PRAGMA ${pragma}`).all();
      }
      // A copy that is being made may be reading it; the end of the copy closes it then.
      if (!this.#isBeingCopied) closeSync(this.#file);
    } catch {
      // A full disk, say. What was committed stays in the WAL, and the next start finds it there.
    }
    this.#connection.close();
    Database.#openPaths.delete(this.path);
  }

  readonly #writing: Writing = {
    all: (columns, sql, parameters) => this.all(columns, sql, parameters),
    first: (columns, sql, parameters) => this.first(columns, sql, parameters),
    run: (sql, parameters = {}) => {
      const { statement, names } = this.#prepare(sql);
      // libsql leaves a statement that returns rows open after run(), which then blocks the commit.
      if (statement.reader) throw new TypeError(`A statement that returns rows was given to run(): ${sql}`);
      return statement.run(bind(names, parameters, sql)).changes;
    },
  };

  #flush(): void {
    this.#isFlushScheduled = false;
    const writes = this.#pending;
    this.#pending = [];
    if (writes.length === 0) return;
    const outcomes: { write: PendingWrite; failure: unknown }[] = [];
    try {
      this.script('BEGIN IMMEDIATE; SAVEPOINT one_write');
      for (const [index, write] of writes.entries()) {
        outcomes.push({ write, failure: this.#runInSavepoint(write) });
        const next = index === writes.length - 1 ? 'COMMIT' : 'SAVEPOINT one_write';
        this.script(`RELEASE one_write; ${next}`);
      }
    } catch (cause) {
      this.#rollBack();
      const failure = this.#nothingStored(cause);
      for (const write of writes) write.settle(failure);
      return;
    }
    this.#canStore = true;
    for (const { write, failure } of outcomes) write.settle(failure);
    for (const listener of this.#commitListeners) listener();
  }

  #runInSavepoint(write: PendingWrite): unknown {
    try {
      write.run();
      return undefined;
    } catch (failure) {
      // Not this write's own fault: the whole group fails with it.
      if (isOfTheDisk(failure)) throw failure;
      this.script('ROLLBACK TO one_write');
      return failure ?? new Error('A write failed without saying why.');
    }
  }

  /** What a caller is told when a group could not be stored. */
  #nothingStored(cause: unknown): unknown {
    if (!isOfTheDisk(cause)) return cause;
    this.#canStore = false;
    return new ProblemError('unavailable', {
      detail: 'Nothing was stored: the disk is full or does not answer. Make room on it, then try again.',
      cause,
    });
  }

  #rollBack(): void {
    try {
      this.#connection.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself, as it does on a full disk.
    }
  }

  #prepare(sql: string): Prepared {
    this.#assertOpen();
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const prepared = { statement: this.#connection.prepare(sql), names: parameterNames(sql) };
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new Error('The database is closed.');
  }
}

function connect(path: string, key: string | null): Libsql.Database {
  const connection = new Libsql(path, encryption(key));
  try {
    for (const pragma of [
      'locking_mode = EXCLUSIVE',
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'journal_size_limit = 16777216',
      // What is sorted on disk is not encrypted there.
      ...(key === null ? [] : ['temp_store = MEMORY']),
    ]) {
      connection.prepare(`PRAGMA ${pragma}`).all();
    }
    // The lock is taken by the first write, so make one: a second hub must learn of the first before it serves.
    connection.exec('BEGIN IMMEDIATE; PRAGMA user_version; COMMIT');
  } catch (cause) {
    connection.close();
    if (codeOf(cause) === 'SQLITE_BUSY') throw new DatabaseInUseError(path, { cause });
    throw cause;
  }
  return connection;
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
