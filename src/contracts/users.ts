/** People of the home as the API tells them. */
import { isTimeZone } from '#domain/calendar.ts';
import { LANGUAGES } from '#domain/languages.ts';
import { z } from 'zod';
import { freeText, Id, LocalDate, TimeZone } from './wire.ts';

/** What a person is to the home. Whose data the hub keeps is said by `isResident`: an owner may live here too. */
export const PERSON_ROLES = ['owner', 'resident', 'caregiver', 'viewer', 'clinician'] as const;

export const UserSchema = z
  .object({
    id: Id,
    name: z.string(),
    role: z.enum(PERSON_ROLES),
    isResident: z.boolean(),
    timeZone: TimeZone,
    language: z.enum(LANGUAGES),
    birthDate: LocalDate.nullable().meta({ description: 'Null as well for whoever may not see the profile' }),
  })
  .meta({ id: 'User' });

export type User = z.infer<typeof UserSchema>;

const fields = {
  name: freeText(100).min(1),
  timeZone: TimeZone.regex(/^[a-z]/i).refine(
    isTimeZone,
    'No such time zone is known here; one is Europe/Berlin.',
  ),
  language: z.enum(LANGUAGES),
};

/** Someone who is to live here. */
export const NewResidentSchema = z.object(fields).meta({ id: 'NewResident' });

export type NewResident = z.infer<typeof NewResidentSchema>;

/** What changes about a person; what is absent stays. The language is that of the mirror and of what is sent. */
export const UserChangesSchema = z
  .object({ ...fields, birthDate: LocalDate.nullable() })
  .partial()
  .meta({ id: 'UserChanges' });

export type UserChanges = z.infer<typeof UserChangesSchema>;

export const UserListSchema = z.object({ items: z.array(UserSchema) });

/** Someone who comes in by a pairing. */
export type NewPerson = {
  readonly name: string;
  readonly role: 'owner' | 'resident' | 'caregiver' | 'viewer' | 'clinician';
};
