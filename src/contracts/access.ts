/** Who asks, and what a route needs. handlers/route.ts asks src/domain/access.ts whether the one covers the other. */
import type { Action, Asker, Category } from '#domain/access.ts';

/**
 * A route's declaration. `always` answers anyone, even before the home was set up; `open` anyone after that, since it
 * holds no data; `signed-in` whoever was let in. A category below /residents/:residentId is asked of that resident.
 */
export type Access =
  'always' | 'open' | 'signed-in' | { readonly category: Category; readonly action: Action };

/** The one who asks. */
export type Actor = Asker & {
  /** Under which the hub writes down what they did: `user:ID`, `mirror:ID` of its session, or `console`. */
  readonly id: string;
  /** As the resident knows them; empty for the mirror and the console, whose names are words of a screen. */
  readonly name: string;
  /** Null for the console. */
  readonly sessionId: string | null;
  /** True when the request came from outside the home network, by a tunnel say. */
  readonly isRemote: boolean;
};
