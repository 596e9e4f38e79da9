// The two faces of the hub, told apart by their addresses, and what of them stands open to whoever was not let in.

/** Pages that anyone may open: the ways in, and how a phone is told to trust the hub. What they ask of the hub is guarded by itself. */
const OPEN = ['/mirror/enter', '/pair', '/setup', '/connect'];

/** What the mirror shows until somebody lives here. */
export const MIRROR_SETUP = '/mirror/setup';

const isBelow = (pathname: string, place: string) => pathname === place || pathname.startsWith(`${place}/`);

export const isMirrorPage = (pathname: string): boolean => isBelow(pathname, '/mirror');

export const isOpenPage = (pathname: string): boolean => OPEN.some((place) => isBelow(pathname, place));

/** Where one comes in who is not signed in, or not any more. */
export const entranceOf = (pathname: string): string => (isMirrorPage(pathname) ? '/mirror/enter' : '/pair');

/** Says of which face a request is: a browser may be signed in as both. Gives no right. */
export const FACE = { header: 'x-betti-face', mirror: 'mirror' } as const;
