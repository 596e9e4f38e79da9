/** Finds out who asks, by the cookie of a session. Where a request comes from alone opens nothing. */
import type { Actor } from '#contracts/access.ts';
import { SESSION_COOKIES } from '#domain/session-cookies.ts';
import type { Context } from 'hono';
import { parse } from 'hono/utils/cookie';
import type { AccessStore } from '../access.ts';
import { isFromConsole } from '../control.ts';
import type { Visit } from '../visit.ts';

/** Says of which face a request is, in a header or, for a WebSocket, in its query. Gives no right. */
const FACE_HEADER = 'x-betti-face';
const FACE_QUERY = 'face';

/** Who asks, and whether their cookie is one that only HTTPS carries. */
export type Identity = { readonly actor: Actor; readonly isSecure: boolean };

/** Whoever may write in the data directory. */
export const CONSOLE: Actor = {
  ...{ role: 'console', id: 'console', name: '', userId: null, sessionId: null },
  isRemote: false,
  shares: new Map(),
};

/** Null for someone who was not let in. */
export function identify(c: Context, visit: Visit, { sessions }: AccessStore): Identity | null {
  if (isFromConsole(c.env)) return { actor: CONSOLE, isSecure: true };
  const header = c.req.header('cookie');
  if (header === undefined) return null;
  const cookies = parse(header);
  const isMirror = (c.req.header(FACE_HEADER) ?? c.req.query(FACE_QUERY)) === 'mirror';
  const { mirror, person } = SESSION_COOKIES;
  const faces = isMirror ? [mirror, person] : [person, mirror];
  for (const { secure, plain } of faces) {
    for (const token of [cookies[secure], cookies[plain]]) {
      const found = token === undefined ? undefined : sessions.signedIn(token, visit.isRemote);
      if (found !== undefined && isGoodFrom(visit, found)) return found;
    }
  }
  return null;
}

/** A mirror hangs at home, and a cookie that travels without TLS is no good outside it. */
function isGoodFrom(visit: Visit, { actor, isSecure }: Identity): boolean {
  return !visit.isRemote || (actor.role !== 'mirror' && (isSecure || visit.isSecure));
}
