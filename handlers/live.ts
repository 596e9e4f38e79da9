/**
 * /api/live: the event log as a WebSocket. A listener says where it stands (?since=SEQ) and receives everything after
 * it, in order and without a gap. It sends nothing; what it sends is ignored.
 */
import type { LiveMessage } from '#contracts/live.ts';
import { Hono } from 'hono';
import type { WSContext } from 'hono/ws';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

/** Events read from the log at a time. */
const PAGE = 200;
/** A listener that lets more than this pile up is dropped; it comes back and resumes. Bytes. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** A listener that has missed more events than this is told to load anew, which is less than to be told them all. */
const MAX_MISSED = 1_000;
/** How long a dropped listener may take to hear that it was, ms. One that reads nothing never will. */
const DROP_GRACE_MS = 1_000;
/** A listener hears at least this often where the log stands: a browser cannot see the pings of the protocol. */
const HEARTBEAT_MS = 20_000;
/** RFC 6455 §7.4.1: the server is too busy for this listener; try again later. */
const TRY_AGAIN_LATER = 1013;

const LiveQuery = z.object({
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The last seq seen; now, when absent' }),
});

export function live({ events, upgradeWebSocket }: ApiDependencies) {
  return new Hono<ApiEnv>().get(
    '/',
    route({
      summary: 'Live events as a WebSocket, resumable by seq',
      access: { category: 'system', action: 'read' },
      answers: { 101: null },
      problems: ['invalid-request'],
    }),
    valid('query', LiveQuery),
    upgradeWebSocket((c) => {
      const { since } = c.req.valid('query' as never) as z.infer<typeof LiveQuery>;
      let stop: () => void = () => undefined;
      return {
        onOpen: (_event, socket) => {
          stop = follow(events, socket, since);
        },
        onClose: () => {
          stop();
        },
        onError: () => {
          stop();
        },
      };
    }),
  );
}

/** Sends everything after `since`, now and whenever the log grows. Returns the way to stop. */
function follow(events: ApiDependencies['events'], socket: WSContext, since: number | undefined): () => void {
  const latest = events.latestSeq();
  let cursor = since ?? latest;
  if (!events.reaches(cursor) || latest - cursor > MAX_MISSED) {
    send(socket, { type: 'resync', seq: latest });
    cursor = latest;
  } else {
    send(socket, { type: 'hello', seq: cursor });
  }

  const pump = () => {
    for (;;) {
      if (bufferedBytes(socket) > MAX_BUFFERED_BYTES) {
        stop();
        drop(socket);
        return;
      }
      const page = events.after(cursor, PAGE);
      for (const event of page) {
        cursor = event.seq;
        send(socket, event);
      }
      if (page.length < PAGE) return;
    }
  };
  const unsubscribe = events.onAppend(pump);
  const heartbeat = setInterval(() => {
    send(socket, { seq: cursor });
  }, HEARTBEAT_MS);
  const stop = () => {
    unsubscribe();
    clearInterval(heartbeat);
  };
  pump();
  return stop;
}

function send(socket: WSContext, message: LiveMessage): void {
  socket.send(JSON.stringify(message));
}

/** Ends a socket whose other end may not be reading: what waits for it is let go of either way. */
function drop(socket: WSContext): void {
  socket.close(TRY_AGAIN_LATER, 'too slow');
  const { raw } = socket as WSContext<{ terminate?: () => void }>;
  setTimeout(() => raw?.terminate?.(), DROP_GRACE_MS);
}

/** Bytes the socket has not yet handed to the network; `raw` is the ws socket underneath. */
function bufferedBytes({ raw }: WSContext): number {
  const hasCount = typeof raw === 'object' && raw !== null && 'bufferedAmount' in raw;
  return hasCount && typeof raw.bufferedAmount === 'number' ? raw.bufferedAmount : 0;
}
