/**
 * /api/live: the event log as a WebSocket. A listener says where it stands (?since=SEQ&epoch=EPOCH) and receives
 * everything after it, in order and without a gap, as far as they may hear it. It sends nothing; what it sends is
 * ignored, up to a bound.
 */
import type { Actor } from '#contracts/access.ts';
import type { LiveMessage } from '#contracts/live.ts';
import { SHARED_CATEGORIES } from '#domain/access.ts';
import { Hono } from 'hono';
import type { WSContext } from 'hono/ws';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { encode, heardBy, LiveFeed, PAGE, type Words } from './live-feed.ts';
import { isSomeoneElse, route, valid } from './route.ts';

/** A listener that lets more than this pile up is dropped; it comes back and resumes. Bytes. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** A listener that has missed more events than this is told to load anew, which is less than to be told them all. */
const MAX_MISSED = 1_000;
/** How long a dropped listener may take to hear that it was, ms. One that reads nothing never will. */
const DROP_GRACE_MS = 1_000;
/** Messages a listener may send within a second: it has nothing to say, so a flood of them is an attack. */
const MAX_MESSAGES = 50;
const SECOND_MS = 1_000;
/** RFC 6455 §7.4.1: the endpoint may not go on, here because a session is over or a bound was passed. */
const POLICY_VIOLATION = 1008;
/** RFC 6455 §7.4.1: the server is too busy for this listener; try again later. */
const TRY_AGAIN_LATER = 1013;

/** The part of a ws socket that is needed here. */
type WsSocket = {
  /** Bytes not yet handed to the network. */
  readonly bufferedAmount: number;
  send(words: Words, options: { binary: boolean }): void;
  close(code: number, reason: string): void;
  /** Reads nothing more. */
  pause(): void;
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
  face: z
    .enum(['mirror'])
    .optional()
    .meta({ description: 'Which of a browser’s two sessions is meant; gives no right' }),
});

export function live({ events, access, clock, upgradeWebSocket }: ApiDependencies) {
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
    upgradeWebSocket(async (c) => {
      const query = c.req.valid('query' as never) as z.infer<typeof LiveQuery>;
      const actor = (c as unknown as { var: ApiEnv['Variables'] }).var.actor;
      if (actor === null) throw new Error('The route lets in nobody without an actor.');
      await noteThatTheyLook(access.audit, actor);
      let stop: () => void = () => undefined;
      const isTooMany = countMessages(clock);
      let isHushed = false;
      return {
        onOpen: (_event, socket) => {
          stop = follow({ events, access, feed, actor }, socket, query);
        },
        onMessage: (_event, socket) => {
          if (isHushed || !isTooMany()) return;
          isHushed = true;
          stop();
          hush(socket.raw as WsSocket);
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

/** A live page shows all that its owner may see, so all of it is written down as seen. */
async function noteThatTheyLook(audit: ApiDependencies['access']['audit'], actor: Actor): Promise<void> {
  for (const [residentId, share] of actor.shares) {
    if (!isSomeoneElse(actor, residentId)) continue;
    for (const category of SHARED_CATEGORIES) {
      if (share[category] !== undefined) await audit.noteRead(actor, residentId, category);
    }
  }
}

/** Answers true for a message above the bound of its second. */
function countMessages({ now }: ApiDependencies['clock']): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const current = Math.floor(now() / SECOND_MS);
    count = current === second ? count + 1 : 1;
    second = current;
    return count > MAX_MESSAGES;
  };
}

type Line = Pick<ApiDependencies, 'events' | 'access'> & { readonly feed: LiveFeed; readonly actor: Actor };

/** Sends everything after `since`, now and whenever the log grows. Returns the way to stop. */
function follow(
  { events, access, feed, actor }: Line,
  { raw }: WSContext,
  { since, epoch = events.epoch }: z.infer<typeof LiveQuery>,
) {
  // What stands under Hono's context here; it alone says what waits to be sent, and sends octets as text.
  const socket = raw as WsSocket;
  let current: Actor | undefined = actor;
  let isEnded = false;
  let leave: () => void = () => undefined;
  const end = (code: number, reason: string) => {
    isEnded = true;
    leave();
    cut(socket, code, reason);
  };
  const deliver = (words: Words) => {
    if (isEnded) return;
    if (socket.bufferedAmount <= MAX_BUFFERED_BYTES) socket.send(words, { binary: false });
    else end(TRY_AGAIN_LATER, 'too slow');
  };
  const say = (message: LiveMessage) => deliver(encode(message));
  const stopWatching = access.onChange(() => {
    current = access.sessions.stillSignedIn(actor);
    if (current === undefined && !isEnded) end(POLICY_VIOLATION, 'signed out');
  });

  const newest = feed.seq();
  const start = since ?? newest;
  if (epoch !== events.epoch || !events.reaches(start) || newest - start > MAX_MISSED)
    say({ type: 'resync', seq: newest, epoch: events.epoch });
  else {
    say({ type: 'hello', seq: start, epoch: events.epoch });
    for (let seq = start; seq < newest && !isEnded;) {
      const page = events.after(seq, PAGE);
      for (const event of page) say(heardBy(current, event));
      seq = page.at(-1)?.seq ?? newest;
    }
  }
  if (!isEnded) leave = feed.join({ deliver, actor: () => current });
  return () => {
    stopWatching();
    leave();
  };
}

/** Ends a socket that says too much. What it goes on saying is not read, and it comes back no sooner than it is let go. */
function hush(socket: WsSocket): void {
  cut(socket, POLICY_VIOLATION, 'too many messages');
  socket.pause();
}

/** Ends a socket whose other end may not be reading: what waits for it is let go of either way. */
function cut(socket: WsSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), DROP_GRACE_MS);
}
