/**
 * Decides which trusted device gets the next session: one at a time on one adapter, beside those that stream. Holds the queue, the rest after a
 * session and the back-off after a failure. Instants and spans in ms; the time is given, nothing here waits.
 */
import type { BleAddress } from '#contracts/ble-scanner.ts';
import { backoffMs } from './backoff.ts';
import type { BleTimings } from './timings.ts';

type Turn = {
  lastHeardAt: number;
  endedAt: number;
  restsUntil: number;
  /** Failures in a row; a good session ends the row. */
  failures: number;
  queuedAt: number | null;
};

type Waiting = { readonly address: BleAddress; readonly turn: Turn; readonly queuedAt: number };

export class Turns {
  readonly #timings: BleTimings;
  readonly #random: () => number;
  readonly #turns = new Map<BleAddress, Turn>();
  #running: BleAddress | null = null;
  /** Their sessions go on, and nobody waits for that. */
  readonly #streaming = new Set<BleAddress>();

  constructor(timings: BleTimings, random: () => number) {
    this.#timings = timings;
    this.#random = random;
  }

  get running(): BleAddress | null {
    return this.#running;
  }

  /** A trusted device advertised. True when that puts it into the queue. */
  heard(address: BleAddress, now: number): boolean {
    const turn = this.#turns.get(address) ?? this.#newTurn(address);
    const silentMs = now - Math.max(turn.lastHeardAt, turn.endedAt);
    turn.lastHeardAt = now;
    if (address === this.#running || this.#streaming.has(address) || turn.queuedAt !== null) return false;
    // A device that fell silent and speaks again has something new to say; one that keeps on advertising has not.
    const { newBurstMs, newBurstAfterFailureMs } = this.#timings;
    const isNewBurst = silentMs >= (turn.failures > 0 ? newBurstAfterFailureMs : newBurstMs);
    if (now < turn.restsUntil && !isNewBurst) return false;
    turn.queuedAt = now;
    return true;
  }

  /** Starts the most urgent turn: fewest failures first, then longest in the queue. Null when none is due. */
  begin(now: number): BleAddress | null {
    if (this.#running !== null) return null;
    const [next] = this.#waiting(now);
    if (next === undefined) return null;
    const { address, turn } = next;
    turn.queuedAt = null;
    this.#running = address;
    return address;
  }

  /** Takes out of the queue, and names, the devices that have not been heard lately: they would not answer. */
  dropStale(now: number): BleAddress[] {
    const dropped: BleAddress[] = [];
    for (const [address, turn] of this.#turns) {
      if (turn.queuedAt === null || now - turn.lastHeardAt <= this.#timings.staleMs) continue;
      turn.queuedAt = null;
      dropped.push(address);
    }
    return dropped;
  }

  /** True when a device waits that has failed no oftener than the one whose turn it is. */
  isUrgentWaiting(now: number): boolean {
    const failures = this.#running === null ? 0 : (this.#turns.get(this.#running)?.failures ?? 0);
    return this.#waiting(now).some(({ turn }) => turn.failures <= failures);
  }

  /** The running turn's device streams from now on: the next one may begin. */
  stream(): void {
    if (this.#running !== null) this.#streaming.add(this.#running);
    this.#running = null;
  }

  /** Ends the turn of a device, the running one or one that streams. Returns how long it is left alone, ms. */
  end(address: BleAddress, isGood: boolean, now: number): number {
    const turn = this.#turns.get(address);
    this.#streaming.delete(address);
    if (this.#running === address) this.#running = null;
    if (turn === undefined) return 0;
    const { cooldownMs, firstBackoffMs, longestBackoffMs } = this.#timings;
    turn.failures = isGood ? 0 : turn.failures + 1;
    const restMs = isGood
      ? cooldownMs
      : backoffMs(turn.failures, firstBackoffMs, longestBackoffMs, this.#random());
    turn.endedAt = now;
    turn.restsUntil = now + restMs;
    return restMs;
  }

  /** Forgets every device that is not in the list. */
  keepOnly(addresses: ReadonlySet<BleAddress>): void {
    for (const address of this.#turns.keys()) {
      if (!addresses.has(address)) this.#turns.delete(address);
    }
  }

  #waiting(now: number): Waiting[] {
    const waiting: Waiting[] = [];
    for (const [address, turn] of this.#turns) {
      const { queuedAt, lastHeardAt } = turn;
      if (queuedAt !== null && now - lastHeardAt <= this.#timings.staleMs)
        waiting.push({ address, turn, queuedAt });
    }
    return waiting.sort((a, b) => a.turn.failures - b.turn.failures || a.queuedAt - b.queuedAt);
  }

  #newTurn(address: BleAddress): Turn {
    const turn: Turn = {
      lastHeardAt: -Infinity,
      endedAt: -Infinity,
      restsUntil: -Infinity,
      failures: 0,
      queuedAt: null,
    };
    this.#turns.set(address, turn);
    return turn;
  }
}
