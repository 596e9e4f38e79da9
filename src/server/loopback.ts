/** Whether a request comes from this machine, by its peer address and by the name it asked for. */

const LOOPBACK_PEER = /^(?:127\.|::1$|::ffff:127\.)/;
const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** The part of an incoming request that is looked at. */
type Visit = {
  readonly headers: {
    readonly host?: string | undefined;
    readonly forwarded?: string | undefined;
    readonly 'x-forwarded-for'?: string | string[] | undefined;
  };
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/**
 * True when the peer is on the loopback and the Host header names it, or names `listeningHost`. The name is checked
 * because another site can point its own name at 127.0.0.1 and have a browser here ask in its stead (DNS rebinding).
 * What a proxy forwards comes from elsewhere, though the proxy itself runs here.
 */
export function isFromThisMachine({ headers, socket }: Visit, listeningHost: string): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  const isKnownName = LOOPBACK_NAME.test(name) || name === listeningHost;
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  return isKnownName && !isForwarded && LOOPBACK_PEER.test(socket.remoteAddress ?? '');
}
