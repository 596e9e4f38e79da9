/** The hub as the screens' server side sees it: handed over by src/server/start.ts through one process-level symbol. */
import type { Hub } from '#server/hub.ts';

/** Throws when the screens run without the hub that serves them. */
export function hub(): Hub {
  const published = (globalThis as { [HUB]?: Hub })[HUB];
  if (published === undefined) throw new Error('The screens were started without the hub.');
  return published;
}

const HUB = Symbol.for('betti.hub');
