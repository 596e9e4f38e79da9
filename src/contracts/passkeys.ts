/** Passkeys: how someone who was let in once comes in again without a code. What the browser's own parts say is WebAuthn's. */
import { z } from 'zod';
import { DeviceName } from './sessions.ts';
import { Id, Instant } from './wire.ts';

export const PasskeySchema = z
  .object({
    id: Id,
    name: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'Passkey' });

export type Passkey = z.infer<typeof PasskeySchema>;

export const PasskeyListSchema = z.object({
  items: z.array(PasskeySchema),
  isPossible: z
    .boolean()
    .meta({ description: 'A browser makes a passkey for a name over HTTPS alone, or for localhost' }),
});

/** What a browser is asked to do; the library of the other end reads it. Source: W3C Web Authentication Level 3. */
export const CredentialOptionsSchema = z.looseObject({ challenge: z.string() });

const Base64Url = z
  .string()
  .max(65_536)
  .regex(/^[\w-]*$/);
const answer = {
  id: Base64Url.max(2_048),
  rawId: Base64Url.max(2_048),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};

/** A browser's answer to having been asked to make a passkey. */
export const NewPasskeySchema = z
  .object({
    name: DeviceName,
    response: z.looseObject({
      ...answer,
      response: z.looseObject({ clientDataJSON: Base64Url, attestationObject: Base64Url }),
    }),
  })
  .meta({ id: 'NewPasskey' });

/** A browser's answer to having been asked for a passkey. */
export const PasskeySignInSchema = z
  .object({
    deviceName: DeviceName,
    response: z.looseObject({
      ...answer,
      response: z.looseObject({
        clientDataJSON: Base64Url,
        authenticatorData: Base64Url,
        signature: Base64Url,
      }),
    }),
  })
  .meta({ id: 'PasskeySignIn' });
