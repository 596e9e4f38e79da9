/** People of the home as the API tells them. */
import { isTimeZone } from '#domain/calendar.ts';
import { z } from 'zod';
import { freeText, Id, TimeZone } from './wire.ts';

/** What a person is to the home. Whose data the hub keeps is said by `isResident`: an owner may live here too. */
export const PERSON_ROLES = ['owner', 'resident', 'caregiver', 'viewer', 'clinician'] as const;

export const LANGUAGES = ['en', 'es'] as const;

export const UserSchema = z
  .object({
    id: Id,
    name: z.string(),
    role: z.enum(PERSON_ROLES),
    isResident: z.boolean(),
    timeZone: TimeZone,
    language: z.enum(LANGUAGES),
  })
  .meta({ id: 'User' });

export type User = z.infer<typeof UserSchema>;

/** Someone who is to live here. */
export const NewResidentSchema = z
  .object({
    name: freeText(100).min(1),
    timeZone: TimeZone.regex(/^[a-z]/i).refine(
      isTimeZone,
      'No such time zone is known here; one is Europe/Berlin.',
    ),
    language: z.enum(LANGUAGES),
  })
  .meta({ id: 'NewResident' });

export type NewResident = z.infer<typeof NewResidentSchema>;

export const UserListSchema = z.object({ items: z.array(UserSchema) });
