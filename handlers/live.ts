/**
 * /api/live: the event log as a WebSocket. A listener says where it stands (?since=SEQ&epoch=EPOCH) and receives everything after
 * it, in order and without a gap. It sends nothing; what it sends is ignored.
 */
import type { LiveMessage } from '#contracts/live.ts';
import { Hono } from 'hono';
import type { WSContext } from 'hono/ws';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { encode, LiveFeed, PAGE, type Words } from './live-feed.ts';
import { route, valid } from './route.ts';

/** A listener that lets more than this pile up is dropped; it comes back and resumes. Bytes. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** A listener that has missed more events than this is told to load anew, which is less than to be told them all. */
const MAX_MISSED = 1_000;
/** How long a dropped listener may take to hear that it was, ms. One that reads nothing never will. */
const DROP_GRACE_MS = 1_000;
/** RFC 6455 §7.4.1: the server is too busy for this listener; try again later. */
const TRY_AGAIN_LATER = 1013;

/** The part of a ws socket that is needed here. */
type WsSocket = {
  /** Bytes not yet handed to the network. */
  readonly bufferedAmount: number;
  send(words: Words, options: { binary: boolean }): void;
  close(code: number, reason: string): void;
  terminate(): void;
};

const LiveQuery = z.object({
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The last seq seen; now, when absent' }),
  epoch: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'The log that seq was of, as hello or /api/status named it' }),
});

export function live({ events, upgradeWebSocket }: ApiDependencies) {
  const feed = new LiveFeed(events);
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
      const query = c.req.valid('query' as never) as z.infer<typeof LiveQuery>;
      let stop: () => void = () => undefined;
      return {
        onOpen: (_event, socket) => {
          stop = follow(events, feed, socket, query);
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
function follow(
  events: ApiDependencies['events'],
  feed: LiveFeed,
  { raw }: WSContext,
  { since, epoch = events.epoch }: z.infer<typeof LiveQuery>,
): () => void {
  // What stands under Hono's context here; it alone says what waits to be sent, and sends octets as text.
  const socket = raw as WsSocket;
  let isDropped = false;
  let leave: () => void = () => undefined;
  const deliver = (words: Words) => {
    if (isDropped) return;
    if (socket.bufferedAmount <= MAX_BUFFERED_BYTES) {
      socket.send(words, { binary: false });
      return;
    }
    isDropped = true;
    leave();
    drop(socket);
  };
  const say = (message: LiveMessage) => deliver(encode(message));

  const end = feed.seq();
  const start = since ?? end;
  if (epoch !== events.epoch || !events.reaches(start) || end - start > MAX_MISSED)
    say({ type: 'resync', seq: end, epoch: events.epoch });
  else {
    say({ type: 'hello', seq: start, epoch: events.epoch });
    for (let seq = start; seq < end && !isDropped;) {
      const page = events.after(seq, PAGE);
      page.forEach(say);
      seq = page.at(-1)?.seq ?? end;
    }
  }
  if (!isDropped) leave = feed.join(deliver);
  return () => {
    leave();
  };
}

/** Ends a socket whose other end may not be reading: what waits for it is let go of either way. */
function drop(socket: WsSocket): void {
  socket.close(TRY_AGAIN_LATER, 'too slow');
  setTimeout(() => socket.terminate(), DROP_GRACE_MS);
}
