/** Makes the one resident that a new database needs, until the set-up screen asks who lives here (issue 4). */
import type { Configuration } from './configuration.ts';
import type { Language, UsersStore } from './users.ts';

/** Adds a resident in this machine's zone and language when there is none. */
export async function ensureResident(users: UsersStore, { isDemo }: Configuration): Promise<void> {
  if (users.list().length > 0) return;
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const language: Language = locale.startsWith('es') ? 'es' : 'en';
  await users.addResident({ name: isDemo ? 'Rosa' : 'Resident', timeZone, language });
}
