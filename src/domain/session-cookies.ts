/**
 * Cookies of a session's token. A browser may hold both: the mirror's and a person's, when somebody tries Betti on one
 * machine; each face asks with its own first. `__Host-`: set and sent by HTTPS alone. Source: RFC 6265bis §4.1.3.2.
 */
export const SESSION_COOKIES = {
  person: { plain: 'betti', secure: '__Host-betti' },
  mirror: { plain: 'betti-mirror', secure: '__Host-betti-mirror' },
} as const;
