/** What a resident shares with whom, and what a person is to the home. */
import { z } from 'zod';
import { ShareSchema } from './sessions.ts';
import { Id, Instant } from './wire.ts';

/** With whom a resident shares what. */
export const SharingSchema = z
  .object({ userId: Id, share: ShareSchema, since: Instant })
  .meta({ id: 'Sharing' });

export type Sharing = z.infer<typeof SharingSchema>;

export const SharingListSchema = z.object({ items: z.array(SharingSchema) });

export const NewShareSchema = z.object({ share: ShareSchema }).meta({ id: 'NewShare' });

/** A person's new role. A resident's data stays theirs whatever their role is. */
export const RoleChangeSchema = z
  .object({ role: z.enum(['owner', 'resident', 'caregiver', 'viewer']) })
  .meta({ id: 'RoleChange' });
