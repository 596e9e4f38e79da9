/** Who did what, as the API tells it. The resident reads it as "who looked". */
import { CATEGORIES, ROLES } from '#domain/access.ts';
import { z } from 'zod';
import { Cursor, Id, Instant, PageLimit } from './wire.ts';

/** Everything that is written down. */
export const AUDIT_ACTIONS = [
  'signed-in',
  'signed-out',
  'sign-in-refused',
  'session-ended',
  'pairing-offered',
  'pairing-claimed',
  'pairing-confirmed',
  'pairing-refused',
  'pairing-withdrawn',
  'person-added',
  'person-removed',
  'role-changed',
  'sharing-changed',
  'passkey-added',
  'passkey-removed',
  'hub-settings-changed',
  'encrypted',
  'recovery-sheet-shown',
  'read',
  'exported',
  'deleted',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AuditEntrySchema = z
  .object({
    seq: z.int(),
    at: Instant,
    action: z.enum(AUDIT_ACTIONS),
    actorId: z.string(),
    actorName: z.string().meta({ description: 'As they were called then; empty for the mirror' }),
    actorRole: z.enum(ROLES),
    residentId: Id.nullable(),
    category: z.enum(CATEGORIES).nullable(),
    isRemote: z.boolean().meta({ description: 'From outside the home network' }),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntry = z.infer<typeof AuditEntrySchema>;

export const AuditPageSchema = z.object({
  items: z.array(AuditEntrySchema),
  nextCursor: z.string().nullable(),
});

/** How many lines there are, and the first that is not as it was written. */
export const AuditCheckSchema = z
  .object({ rows: z.int(), brokenAt: z.int().nullable() })
  .meta({ id: 'AuditCheck' });

export type AuditCheck = z.infer<typeof AuditCheckSchema>;

export const AuditQuerySchema = z.object({ cursor: Cursor.regex(/^\d{1,15}$/).optional(), limit: PageLimit });
