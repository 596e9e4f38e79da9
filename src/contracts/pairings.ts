/** How someone comes in: an offer with a secret (QR code) and a code (typed), claimed once, confirmed on the mirror. */
import { z } from 'zod';
import { DeviceName, ShareSchema } from './sessions.ts';
import { freeText, Id, Instant } from './wire.ts';

/** What whoever comes in will be; `mirror` is a screen of the home. */
export const PAIRING_ROLES = ['owner', 'resident', 'caregiver', 'viewer', 'clinician', 'mirror'] as const;
export const PAIRING_STATES = ['offered', 'claimed', 'confirmed', 'done', 'refused', 'withdrawn'] as const;

export const PersonName = freeText(100).min(1);

const SharesSchema = z.array(z.object({ residentId: Id, share: ShareSchema })).max(20);

export const NewPairingSchema = z
  .object({
    role: z.enum(PAIRING_ROLES),
    userId: Id.optional().meta({ description: 'A further device of someone who is here already' }),
    name: PersonName.optional().meta({ description: 'Of someone new; they may say it themselves' }),
    shares: SharesSchema.default([]),
    validMinutes: z
      .int()
      .min(1)
      .max(30 * 24 * 60)
      .optional()
      .meta({ description: 'Of a clinician’s link; all others are good for five minutes' }),
  })
  .meta({ id: 'NewPairing' });

export type NewPairing = z.infer<typeof NewPairingSchema>;

/** Told once, to whoever made the offer. */
export const OfferSchema = z
  .object({
    id: Id,
    secret: z.string().meta({ description: 'For the fragment of the URL in the QR code' }),
    code: z.string().nullable().meta({ description: 'For typing; null for a link' }),
    expiresAt: Instant,
    urls: z
      .array(z.string())
      .meta({ description: 'Where the hub can be reached, with the secret, best first' }),
  })
  .meta({ id: 'Offer' });

export type Offer = z.infer<typeof OfferSchema>;

/** An offer that is open, as those who may let people in see it. */
export const PairingSchema = z
  .object({
    id: Id,
    role: z.enum(PAIRING_ROLES),
    state: z.enum(PAIRING_STATES),
    name: z.string().nullable(),
    deviceName: z.string().nullable(),
    matchNumber: z.string().nullable().meta({ description: 'Shown by the claiming device as well' }),
    needsConfirmation: z.boolean(),
    expiresAt: Instant,
  })
  .meta({ id: 'Pairing' });

export type Pairing = z.infer<typeof PairingSchema>;

export const PairingListSchema = z.object({ items: z.array(PairingSchema) });

export const ClaimSchema = z
  .object({
    secret: z.string().min(20).max(100).optional(),
    code: z.string().min(1).max(20).optional(),
    name: PersonName.optional().meta({ description: 'Of whoever comes in, when the offer names nobody' }),
    deviceName: DeviceName,
  })
  .refine(({ secret, code }) => (secret === undefined) !== (code === undefined), {
    message: 'Either a secret or a code.',
    path: ['code'],
  })
  .meta({ id: 'Claim' });

export const CollectSchema = z.object({ claim: z.string().min(20).max(100) }).meta({ id: 'Collect' });

/** `waiting`: somebody at home says yes or no first; ask again with `claim`. */
export const ClaimAnswerSchema = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('waiting'), claim: z.string(), matchNumber: z.string() }),
    z.object({ state: z.literal('entered') }),
  ])
  .meta({ id: 'ClaimAnswer' });
