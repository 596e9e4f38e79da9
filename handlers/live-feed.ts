/**
 * Reads the event log once for all who listen at its end, and puts each event into words once. A listener first comes
 * up to the end by itself; from then on it stands where the feed stands.
 */
import type { LiveMessage } from '#contracts/live.ts';
import type { EventLog } from '#server/events.ts';

/** Events read from the log at a time. */
export const PAGE = 200;
/** A listener hears at least this often where the log stands: a browser cannot see the pings of the protocol. */
const HEARTBEAT_MS = 20_000;

/** A message as it goes onto the wire: UTF-8 JSON. */
export type Words = Uint8Array<ArrayBuffer>;

type Deliver = (words: Words) => void;

const encoder = new TextEncoder();

export function encode(message: LiveMessage): Words {
  return encoder.encode(JSON.stringify(message));
}

export class LiveFeed {
  readonly #events: EventLog;
  readonly #listeners = new Set<Deliver>();
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
  join(deliver: Deliver): () => void {
    if (this.#listeners.size === 0) this.#start();
    this.#listeners.add(deliver);
    return () => {
      if (this.#listeners.delete(deliver) && this.#listeners.size === 0) this.#stop();
    };
  }

  #start(): void {
    const unsubscribe = this.#events.onAppend(() => this.#pump());
    const heartbeat = setInterval(() => this.#deliver({ seq: this.#seq }), HEARTBEAT_MS);
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

  #deliver(message: LiveMessage): void {
    const words = encode(message);
    for (const deliver of this.#listeners) deliver(words);
  }
}
