/**
 * The line between the hub's main thread and any of its workers: beats that prove the worker alive, and credits that
 * bound what either side may leave unanswered. Reports and commands themselves are each worker's own contract.
 */

/** What travels beside the reports and commands, on a port of its own. */
export type LineSignal =
  /** worker → main: alive. `dropped` counts the reports of its life that found no room. */
  | { type: 'beat'; dropped: number }
  /** either way: so many messages more were dealt with; as many new ones may be sent. */
  | { type: 'taken'; count: number };

/** How a line is kept; the host decides and tells the worker at its start. */
export type LineTerms = {
  readonly beatEveryMs: number;
  /** Messages that may be on their way or unfinished, in each direction. */
  readonly mostUnanswered: number;
  /** Messages that may wait for credit, in each direction. */
  readonly mostWaiting: number;
};

/** What the host puts into workerData under `line`. */
export type LineEnd<Port> = { readonly port: Port; readonly terms: LineTerms };

/** Says which messages are the same news: a later one takes the place of an earlier one that still waits. */
export type KeyOf<Message> = (message: Message) => string | null;

type OutboxOptions<Message> = {
  readonly terms: Pick<LineTerms, 'mostUnanswered' | 'mostWaiting'>;
  readonly send: (message: Message) => void;
  /** Null for what must reach the other side by itself. */
  readonly keyOf: KeyOf<Message>;
  /** Told of each message that found no room. */
  readonly onDropped: (message: Message) => void;
};

/**
 * Sends as long as there is credit and keeps the rest in order. When too many wait, the oldest news that a later
 * message would replace anyway gives way; when there is none, the new message finds no room.
 */
export class Outbox<Message> {
  readonly #options: OutboxOptions<Message>;
  #credit: number;
  /** Waiting messages by key, in the order in which they go out. A message without a key has a key of its own. */
  readonly #waiting = new Map<string | symbol, Message>();

  constructor(options: OutboxOptions<Message>) {
    this.#options = options;
    this.#credit = options.terms.mostUnanswered;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  post(message: Message): void {
    if (this.#credit > 0) {
      this.#credit -= 1;
      this.#options.send(message);
      return;
    }
    const key = this.#options.keyOf(message) ?? Symbol('alone');
    this.#waiting.delete(key);
    if (this.#waiting.size >= this.#options.terms.mostWaiting && !this.#giveWay()) {
      this.#options.onDropped(message);
      return;
    }
    this.#waiting.set(key, message);
  }

  /** The other side has dealt with `count` messages. */
  taken(count: number): void {
    this.#credit = Math.min(this.#credit + count, this.#options.terms.mostUnanswered);
    for (const [key, message] of this.#waiting) {
      if (this.#credit === 0) return;
      this.#credit -= 1;
      this.#waiting.delete(key);
      this.#options.send(message);
    }
  }

  #giveWay(): boolean {
    for (const [key, message] of this.#waiting) {
      if (typeof key === 'symbol') continue;
      this.#waiting.delete(key);
      this.#options.onDropped(message);
      return true;
    }
    return false;
  }
}

/** Gathers what was dealt with and says so once a turn of the event loop, not once a message. */
export class Receipts {
  readonly #say: (count: number) => void;
  readonly #later: (work: () => void) => void;
  #count = 0;

  constructor(say: (count: number) => void, later: (work: () => void) => void) {
    this.#say = say;
    this.#later = later;
  }

  add(): void {
    this.#count += 1;
    if (this.#count > 1) return;
    this.#later(() => {
      const count = this.#count;
      this.#count = 0;
      this.#say(count);
    });
  }
}
