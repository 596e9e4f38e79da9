/** Who is signed in, and what they may do: what a screen asks to know what to show, and what can be revoked. */
import { ACTIONS, CATEGORIES, ROLES, SHARED_CATEGORIES } from '#domain/access.ts';
import { z } from 'zod';
import { freeText, Id, Instant } from './wire.ts';

/** What may be done with each kind of data; what is not named may not be seen. */
export const ShareSchema = z
  .partialRecord(z.enum(SHARED_CATEGORIES), z.enum(['read', 'write']))
  .meta({ id: 'Share' });

export const DeviceName = freeText(100).min(1).meta({ description: 'For example "Ana’s phone"' });

/** A device that is signed in. Its token is told to nobody. */
export const SessionSchema = z
  .object({
    id: Id,
    userId: Id.nullable(),
    userName: z.string().nullable(),
    role: z.enum(ROLES),
    deviceName: z.string(),
    isSecure: z.boolean().meta({ description: 'False: its cookie also travels without TLS' }),
    createdAt: Instant,
    lastUsedAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Session' });

export type Session = z.infer<typeof SessionSchema>;

export const SessionListSchema = z.object({ items: z.array(SessionSchema) });

/** The one who asks. `rights` are of the hub, `residents` whose data they may see and how. */
export const WhoAmISchema = z
  .object({
    sessionId: Id.nullable(),
    userId: Id.nullable(),
    name: z.string(),
    role: z.enum(ROLES),
    isRemote: z.boolean(),
    isSecure: z.boolean(),
    residents: z.array(z.object({ id: Id, may: z.partialRecord(z.enum(CATEGORIES), z.enum(ACTIONS)) })),
    rights: z.partialRecord(z.enum(CATEGORIES), z.enum(ACTIONS)),
  })
  .meta({ id: 'WhoAmI' });

export type WhoAmI = z.infer<typeof WhoAmISchema>;

/** The mirror's own key, from its file. */
export const MirrorEntrySchema = z.object({ key: z.string().min(1).max(100) }).meta({ id: 'MirrorEntry' });
