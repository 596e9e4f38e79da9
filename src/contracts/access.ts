/** Who asks, and what a route needs. Decided by handlers/route.ts; the grants themselves come with pairing (issue 4). */

export const CATEGORIES = ['system', 'people', 'devices', 'vitals', 'profile'] as const;

/** What a route touches. `system` is the hub itself; the others hold what residents share. */
export type Category = (typeof CATEGORIES)[number];

export type Action = 'read' | 'write' | 'manage';

/** A route's declaration. `open` answers anyone who reaches the hub, since it holds no data. */
export type Access = 'open' | { readonly category: Category; readonly action: Action };

/** The one who asks. Until pairing exists the only actor is whoever reaches the loopback address. */
export type Actor = {
  readonly kind: 'owner';
  readonly id: string;
};
