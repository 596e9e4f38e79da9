/**
 * Reference of the radio: the least that can take values from a socket into a table and say so. Lines over TCP, one insert
 * each, libsql with synchronous=FULL, what waits together committed together, and each line back after its fsync.
 */
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Libsql from 'libsql';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder for the database.');
const database = new Libsql(join(folder, 'reference.db'));
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE readings (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL);`);
const insert = database.prepare('INSERT INTO readings (at, body) VALUES (?, ?)');

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let waiting: string[] = [];
  const flush = () => {
    const group = waiting;
    waiting = [];
    database.exec('BEGIN IMMEDIATE');
    for (const line of group) insert.run([Date.now(), line]);
    database.exec('COMMIT');
    socket.write(group.map((line) => `${line}\n`).join(''));
  };
  createInterface(socket).on('line', (line) => {
    if (waiting.push(line) === 1) setImmediate(flush);
  });
}).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
