// The two faces of the hub, told apart by their addresses, and what of them stands open to whoever was not let in.

/** Pages that anyone may open: the ways in, and how a phone is told to trust the hub. What they ask of the hub is guarded by itself. */
const OPEN = ['/connect', '/mirror/enter', '/pair', '/setup'];

/** What the mirror shows until somebody lives here. */
export const MIRROR_SETUP = '/mirror/setup';

const isBelow = (pathname: string, place: string) => pathname === place || pathname.startsWith(`${place}/`);

export const isMirrorPage = (pathname: string): boolean => isBelow(pathname, '/mirror');

export const isOpenPage = (pathname: string): boolean => OPEN.some((place) => isBelow(pathname, place));

/** In the address of a phone's way in: it was in before, and is told that it is not any more. */
export const SIGNED_OUT = 'signed-out';

/** Where one comes in who is not signed in; `wasIn`: not any more. */
export function entranceOf(pathname: string, wasIn = false): string {
  if (isMirrorPage(pathname)) return '/mirror/enter';
  return wasIn ? `/pair?${SIGNED_OUT}` : '/pair';
}

/** Says of which face a request is: a browser may be signed in as both. Gives no right. */
export const FACE = { header: 'x-betti-face', mirror: 'mirror' } as const;
