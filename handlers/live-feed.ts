/**
 * Reads the event log once for all who listen at its end, and puts each event into words once. A listener first comes
 * up to the end by itself; from then on it stands where the feed stands.
 */
import type { Actor } from '#contracts/access.ts';
import { EVENT_NEEDS, type LiveEvent, type LiveMessage } from '#contracts/live.ts';
import { knows, mayDo } from '#domain/access.ts';
import type { EventLog } from '#server/events.ts';

/** Events read from the log at a time. */
export const PAGE = 200;
/** A listener hears at least this often where the log stands: a browser cannot see the pings of the protocol. */
const HEARTBEAT_MS = 20_000;

/** A message as it goes onto the wire: UTF-8 JSON. */
export type Words = Uint8Array<ArrayBuffer>;

type Listener = {
  readonly deliver: (words: Words) => void;
  /** Who listens, as they stand now; undefined once they may not. */
  readonly actor: () => Actor | undefined;
};

const encoder = new TextEncoder();

export function encode(message: LiveMessage): Words {
  return encoder.encode(JSON.stringify(message));
}

/** What a listener may hear of an event: all of it, or that there was one. */
export function heardBy(actor: Actor | undefined, event: LiveEvent): LiveMessage {
  const { residentId } = event;
  const isAllowed =
    actor !== undefined &&
    mayDo(actor, { ...EVENT_NEEDS[event.type], residentId }) &&
    (residentId === null || knows(actor, residentId));
  return isAllowed ? event : { seq: event.seq };
}

export class LiveFeed {
  readonly #events: EventLog;
  readonly #listeners = new Set<Listener>();
  #seq = 0;
  #stop: () => void = () => undefined;

  constructor(events: EventLog) {
    this.#events = events;
  }

  /** Where the feed stands, which is the end of the log at this moment. */
  seq(): number {
    if (this.#listeners.size === 0) this.#seq = this.#events.latestSeq();
    else this.#pump();
    return this.#seq;
  }

  /** Delivers every event after seq(), which must have been called in the same turn. Returns the way to stop. */
  join(listener: Listener): () => void {
    if (this.#listeners.size === 0) this.#start();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop();
    };
  }

  #start(): void {
    const unsubscribe = this.#events.onAppend(() => this.#pump());
    const heartbeat = setInterval(() => {
      const words = encode({ seq: this.#seq });
      for (const { deliver } of this.#listeners) deliver(words);
    }, HEARTBEAT_MS);
    this.#stop = () => {
      unsubscribe();
      clearInterval(heartbeat);
    };
  }

  #pump(): void {
    for (;;) {
      const page = this.#events.after(this.#seq, PAGE);
      for (const event of page) {
        this.#seq = event.seq;
        this.#deliver(event);
      }
      if (page.length < PAGE) return;
    }
  }

  /** Puts an event into words at most twice, however many listen. */
  #deliver(event: LiveEvent): void {
    let whole: Words | undefined;
    let bare: Words | undefined;
    for (const { deliver, actor } of this.#listeners) {
      const message = heardBy(actor(), event);
      deliver(message === event ? (whole ??= encode(event)) : (bare ??= encode(message)));
    }
  }
}
