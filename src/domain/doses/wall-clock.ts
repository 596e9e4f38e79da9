/**
 * Turns a day and a time on the wall into the instant a dose is due, and an instant into its day. A zone's changes are
 * read once and kept, since a calendar look-up for each dose of ten thousand schedules would take the hub's day.
 */
import { nextZoneChangeAfter, zoneOffsetMsAt } from '../calendar.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** No zone is further from UTC, nor has set its clocks by more: what a wall shows lies within this of what UTC shows. */
const FURTHEST_MS = 2 * DAY_MS;

/** A time during which the zone leaves its clocks alone. */
type Stretch = {
  readonly fromAt: number;
  /** Infinity for the last. */
  readonly untilAt: number;
  readonly offsetMs: number;
  /** Read when it is wanted. */
  next: Stretch | null;
};

export class WallClock {
  readonly #timeZone: string;
  /** What was before 1970 is taken for the same. */
  readonly #first: Stretch;
  /** The one that was asked for last: most questions are about one year. */
  #recent: Stretch;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
    this.#first = { ...this.#stretchFrom(0), fromAt: -Infinity };
    this.#recent = this.#first;
  }

  /** The civil day of an instant, as a day number. */
  dayAt(instantMs: number): number {
    return Math.floor((instantMs + this.#stretchAt(instantMs).offsetMs) / DAY_MS);
  }

  /** The minute of the day that a wall clock shows at an instant. */
  minuteAt(instantMs: number): number {
    const wallMs = instantMs + this.#stretchAt(instantMs).offsetMs;
    return Math.floor((wallMs - this.dayAt(instantMs) * DAY_MS) / MINUTE_MS);
  }

  /**
   * The first instant at which the wall shows this time or a later one: of a repeated time the first, of a skipped time
   * the end of the gap.
   */
  instantOf(dayNumber: number, minuteOfDay: number): number {
    const wallMs = dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
    let stretch = this.#stretchAt(wallMs - FURTHEST_MS);
    while (wallMs - stretch.offsetMs >= stretch.untilAt) stretch = this.#after(stretch);
    return Math.max(stretch.fromAt, wallMs - stretch.offsetMs);
  }

  /** Whether the zone left the day out, as Samoa did with 30 December 2011. */
  isLeftOut(dayNumber: number): boolean {
    return this.instantOf(dayNumber, 0) === this.instantOf(dayNumber + 1, 0);
  }

  #stretchAt(instantMs: number): Stretch {
    let stretch = this.#recent.fromAt <= instantMs ? this.#recent : this.#first;
    while (stretch.untilAt <= instantMs) stretch = this.#after(stretch);
    this.#recent = stretch;
    return stretch;
  }

  #after(stretch: Stretch): Stretch {
    stretch.next ??= this.#stretchFrom(stretch.untilAt);
    return stretch.next;
  }

  #stretchFrom(fromAt: number): Stretch {
    const untilAt = nextZoneChangeAfter(fromAt, this.#timeZone) ?? Infinity;
    return { fromAt, untilAt, offsetMs: zoneOffsetMsAt(fromAt, this.#timeZone), next: null };
  }
}

const clocks = new Map<string, WallClock>();

/** The clock of a zone, made once. Throws a RangeError for a zone that this runtime does not know. */
export function wallClockOf(timeZone: string): WallClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new WallClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}
