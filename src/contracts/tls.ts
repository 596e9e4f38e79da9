/** Whether the hub speaks HTTPS, and with whose certificate. Holds no secret: a phone asks before it is let in. */
import { z } from 'zod';
import { Instant } from './wire.ts';

export const TlsStatusSchema = z
  .object({
    isOn: z.boolean(),
    isByOwnAuthority: z
      .boolean()
      .meta({ description: 'The certificate was made by the authority at /api/tls/ca.crt' }),
    authorityFingerprint: z
      .string()
      .nullable()
      .meta({ description: 'SHA-256 of the certificate of that authority, as phones show it: AB:CD:…' }),
    expiresAt: Instant.nullable(),
    plainPort: z.int().nullable().meta({
      description: 'Where /betti-ca.crt can be fetched over plain HTTP; all else there leads to HTTPS',
    }),
  })
  .meta({ id: 'TlsStatus' });

export type TlsStatus = z.infer<typeof TlsStatusSchema>;
