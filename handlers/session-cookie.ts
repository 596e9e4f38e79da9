/** Puts a session into the browser: a cookie that no script can read and that no other site's request carries. */
import { SESSION_COOKIES } from '#domain/session-cookies.ts';
import type { Entered } from '#server/access/sessions.ts';
import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { ApiEnv } from './environment.ts';

type Face = keyof typeof SESSION_COOKIES;

/** Lax: a link in a message opens the page signed in, and what writes is refused by its Origin. */
const OPTIONS = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** `Secure` with the __Host- prefix over TLS; without TLS a cookie that is good on the home network only. */
export function keepSession(c: Context<ApiEnv>, face: Face, { token, maxAgeSeconds }: Entered): void {
  const { isSecure } = c.var.visit;
  // Browsers cut longer ages to this. Source: RFC 6265bis §5.5.
  const maxAge = Math.min(maxAgeSeconds, 400 * 24 * 3600);
  const { plain, secure } = SESSION_COOKIES[face];
  setCookie(c, isSecure ? secure : plain, token, { ...OPTIONS, secure: isSecure, maxAge });
  if (isSecure) deleteCookie(c, plain, { path: '/' });
}

/** Takes the session out of the browser, however it got there. */
export function dropSession(c: Context<ApiEnv>, face: Face): void {
  deleteCookie(c, SESSION_COOKIES[face].plain, { path: '/' });
  if (c.var.visit.isSecure) deleteCookie(c, SESSION_COOKIES[face].secure, { path: '/', secure: true });
}

/** Of which face an actor's session is. */
export const faceOf = (role: string): Face => (role === 'mirror' ? 'mirror' : 'person');
