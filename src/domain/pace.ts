/** What a band that tells its pace each second comes to: steps, metres and brisk seconds. Instants in ms UTC. */
import { BRISK_STEPS_PER_MIN } from './activity.ts';
import type { RunningSpeed } from './gatt/running-speed.ts';

/** A longer silence says nothing of what happened in it. */
const LONGEST_GAP_MS = 5_000;
const MINUTE_MS = 60_000;

export type Paced = {
  readonly steps: number;
  readonly activeSeconds: number;
  readonly distanceMetres: number;
};

export class PaceCount {
  #steps = 0;
  #activeMs = 0;
  #metres = 0;
  #last: { readonly at: number; readonly totalMetres: number | null } | null = null;
  #since: number | null = null;

  /** Counts a value that was received at `at`. */
  add({ metresPerSecond, stepsPerMin, distanceMetres }: RunningSpeed, at: number): void {
    this.#since ??= at;
    const elapsedMs = this.#last === null ? 0 : at - this.#last.at;
    const spanMs = elapsedMs > 0 && elapsedMs <= LONGEST_GAP_MS ? elapsedMs : 0;
    this.#steps += (stepsPerMin * spanMs) / MINUTE_MS;
    if (stepsPerMin >= BRISK_STEPS_PER_MIN) this.#activeMs += spanMs;
    const before = this.#last?.totalMetres ?? null;
    const isCounted = distanceMetres !== null && before !== null && distanceMetres >= before;
    this.#metres += isCounted ? distanceMetres - before : (metresPerSecond * spanMs) / 1_000;
    this.#last = { at, totalMetres: distanceMetres };
  }

  /** How long it has counted at `at`, ms. */
  age(at: number): number {
    return this.#since === null ? 0 : at - this.#since;
  }

  /** What it came to since the last time; null when nobody walked. */
  take(): Paced | null {
    const paced = {
      ...{ steps: this.#steps, activeSeconds: this.#activeMs / 1_000, distanceMetres: this.#metres },
    };
    [this.#steps, this.#activeMs, this.#metres, this.#since] = [0, 0, 0, null];
    return paced.steps > 0 || paced.distanceMetres > 0 ? paced : null;
  }
}
