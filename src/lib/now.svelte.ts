// The one clock all ages and clocks on a screen share. It starts at the hub's time of rendering, so that the
// first paint in the browser says what the server said, and then follows the screen's own clock.
import { createContext } from 'svelte';

/** Divides a minute, so that the minute turns on time. */
const TICK_MS = 10_000;

export class Now {
  /** Milliseconds UTC. */
  ms: number = $state(0);

  constructor(startMs: number) {
    this.ms = startMs;
  }

  /** Ticks until the returned function is called. */
  start(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      this.ms = Date.now();
      timer = setTimeout(tick, TICK_MS - (this.ms % TICK_MS));
    };
    tick();
    return () => clearTimeout(timer);
  }
}

export const [getNow, setNow] = createContext<Now>();
