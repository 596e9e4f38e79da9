/**
 * The six digits that a device shows, or has on its back, between the person who types them and the pairing that waits for
 * them. Kept in memory alone, and only for minutes.
 */
import type { Clock } from '../clock.ts';

/** Long enough to type them in again after a pairing that did not wait so long. */
const KEPT_MS = 5 * 60_000;

/** `null`: nobody will type it in. */
export type CodeListener = (address: string, code: number | null) => void;

export class DeviceCodes {
  readonly #clock: Clock;
  readonly #wanted = new Set<string>();
  readonly #kept = new Map<string, { readonly code: number; readonly at: number }>();
  #tell: CodeListener = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Who hands them on; one at a time. */
  onCode(listener: CodeListener): void {
    this.#tell = listener;
  }

  isWanted(address: string): boolean {
    return this.#wanted.has(address);
  }

  /** A pairing waits. Answers false when it was typed in a moment ago, and is handed on at once. */
  want(address: string): boolean {
    const kept = this.#kept.get(address);
    this.#kept.delete(address);
    if (kept !== undefined && this.#clock.now() - kept.at < KEPT_MS) {
      this.#tell(address, kept.code);
      return false;
    }
    this.#wanted.add(address);
    return true;
  }

  /** Somebody typed it in: for the pairing that waits, or for the next one. */
  give(address: string, code: number | null): void {
    if (this.#wanted.delete(address)) this.#tell(address, code);
    else if (code !== null) this.#kept.set(address, { code, at: this.#clock.now() });
  }

  /** The pairing is over, whatever became of it. Answers whether it was still waited for. */
  end(address: string): boolean {
    return this.#wanted.delete(address);
  }
}
