/** What the client-chunk check takes for server code, and what it leaves alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverCodeIn, tablesOf } from '../../tools/checks/client-chunks.ts';

const TABLES = ['users', 'vital_readings'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betti-chunks-'));
  mkdirSync(join(folder, 'immutable'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function findIn(chunk: string): string[] {
  writeFileSync(join(folder, 'immutable/page.js'), chunk);
  return serverCodeIn(folder, TABLES);
}

describe('server code in a client chunk', () => {
  it.each([
    ['SQL on one of our tables', 'const q=`SELECT id FROM vital_readings WHERE id = :id`'],
    ['SQL that writes', 'run("INSERT INTO users (id) VALUES (?)")'],
    ['a database setting', 'db.exec("PRAGMA journal_mode=WAL")'],
    ["one of Node's modules", 'import{readFileSync as r}from"node:fs";r()'],
    ['the database driver', 'import x from"libsql";x()'],
    ['noble', 'await import("@abandonware/noble")'],
    ['a path of the server', 'console.log("src/server/clock.ts")'],
  ])('is found when it is %s', (_name, chunk) => {
    expect(findIn(chunk)).toHaveLength(1);
  });

  it.each([
    ['a sentence about users', 'const m="Update users from users list";'],
    ['an object key called node', 'const t={node:e,"node":1};'],
    ["hono's client", 'import{hc}from"./hono.js";hc("/")'],
  ])('is not seen in %s', (_name, chunk) => {
    expect(findIn(chunk)).toEqual([]);
  });

  it('cannot be ruled out when there are no chunks', () => {
    expect(() => serverCodeIn(join(folder, 'immutable'), TABLES)).toThrow('no client chunks');
  });

  it('is known by the tables of the migrations', () => {
    expect(tablesOf('migrations')).toEqual(
      expect.arrayContaining(['users', 'vital_readings', 'ble_devices']),
    );
  });
});
