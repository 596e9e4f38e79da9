// Leaves a page whose sign-in is over. A socket and a request may hear of it at once; the browser goes one time.
import { entranceOf } from './faces.ts';

let isLeaving = false;

/** Gives way to the entrance of the face that is open. */
export function leave(): void {
  if (isLeaving) return;
  isLeaving = true;
  location.replace(entranceOf(location.pathname, true));
}
