/** HTTPS as the API sees it. */
import type { TlsStatus } from '#contracts/tls.ts';

export type TlsView = {
  readonly status: () => TlsStatus;
  /** The authority's certificate in DER, null when the hub's certificate is of somebody else's making. */
  readonly authorityCertificate: () => Uint8Array<ArrayBuffer> | null;
};

/** The view of a hub without HTTPS. */
export const NO_TLS: TlsView = {
  status: () => ({
    ...{ isOn: false, isByOwnAuthority: false },
    ...{ authorityFingerprint: null, expiresAt: null, plainPort: null },
  }),
  authorityCertificate: () => null,
};
