// Loads what a page shows once more, since something happened. Never in the middle of a way to another page: SvelteKit lets
// the newer of the two win, so a touch on a link would be lost to an event that arrives in that moment.
import { untrack } from 'svelte';
import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

export async function readAnew(): Promise<void> {
  // One that was lost leaves its promise behind, rejected.
  let waitedFor: Promise<void> | null = null;
  for (let way = underWay(); way !== null && way !== waitedFor; way = underWay()) {
    waitedFor = way;
    await way.catch(() => undefined);
  }
  await invalidateAll();
}

/** The page that is read anew does not depend on its ways to others. */
const underWay = () => untrack(() => navigating.complete);
