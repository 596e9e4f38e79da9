/**
 * Reference of the live events: the group-commit server's insert with its fsync, and then ws's own send() to every
 * socket, one after the other. No log, no resuming, no guard at the door.
 */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createNodeWebSocket } from '@hono/node-ws';
import { Hono } from 'hono';
import Libsql from 'libsql';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder for the database.');
const database = new Libsql(join(folder, 'reference.db'));
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE readings (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL);`);
const insert = database.prepare('INSERT INTO readings (at, body) VALUES (?, ?)');

/** What the hub's event of a reading is long. */
const PADDING = 'x'.repeat(500);
// Only for the ws server in it; none of Hono's own way is taken.
const { wss } = createNodeWebSocket({ app: new Hono() });

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    insert.run([Date.now(), PADDING]);
    const text = JSON.stringify({ seq: Date.now(), data: PADDING });
    for (const client of wss.clients) client.send(text);
    response.writeHead(201, { 'content-length': 2 }).end('{}');
  });
});
server.on('upgrade', (request, socket: Socket, head: Buffer) => {
  wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));
});
server.listen(0, '127.0.0.1', 4_096, () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
