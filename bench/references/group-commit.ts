/**
 * Reference: the least that can acknowledge a reading after its fsync. node:http, one insert into one table with one
 * index, libsql with synchronous=FULL, writes that wait together committed together. Validates next to nothing.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Libsql from 'libsql';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder for the database.');
const database = new Libsql(join(folder, 'reference.db'));
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE readings (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, systolic REAL NOT NULL, diastolic REAL NOT NULL);
  CREATE INDEX readings_by_time ON readings (at DESC);`);
const insert = database.prepare('INSERT INTO readings (at, systolic, diastolic) VALUES (?, ?, ?)');

type Waiting = { systolic: number; diastolic: number; response: ServerResponse };
let waiting: Waiting[] = [];

function flush(): void {
  const group = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  const ids = group.map(
    ({ systolic, diastolic }) => insert.run([Date.now(), systolic, diastolic]).lastInsertRowid,
  );
  database.exec('COMMIT');
  for (const [index, { response, systolic, diastolic }] of group.entries()) {
    const body = JSON.stringify({ id: Number(ids[index]), systolic, diastolic });
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  }
}

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    const { systolicMmHg: systolic, diastolicMmHg: diastolic } = JSON.parse(text) as Record<string, unknown>;
    if (typeof systolic !== 'number' || typeof diastolic !== 'number') {
      response.writeHead(422).end();
      return;
    }
    if (waiting.push({ systolic, diastolic, response }) === 1) setImmediate(flush);
  });
}).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
