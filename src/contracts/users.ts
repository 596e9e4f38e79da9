/** People of the home as the API tells them. Roles and grants come with pairing (issue 4). */
import { z } from 'zod';
import { Id, TimeZone } from './wire.ts';

export const LANGUAGES = ['en', 'es'] as const;

export const UserSchema = z
  .object({
    id: Id,
    name: z.string(),
    role: z.literal('resident'),
    timeZone: TimeZone,
    language: z.enum(LANGUAGES),
  })
  .meta({ id: 'User' });

export type User = z.infer<typeof UserSchema>;

export const UserListSchema = z.object({ items: z.array(UserSchema) });
