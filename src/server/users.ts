/** SQL of the people of the home and their settings. Roles and grants come with pairing (issue 4). */
import { LANGUAGES, type NewResident, type User, type UserChanges } from '#contracts/users.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

export type Language = (typeof LANGUAGES)[number];

const USER_COLUMNS = {
  id: column.id,
  name: column.text,
  timeZone: column.text,
  birthDate: column.nullable(column.text),
  language: column.nullable(column.json),
};

const SELECT_USERS = `
  SELECT users.id, users.name, users.time_zone AS timeZone, users.birth_date AS birthDate,
    language.value AS language
  FROM users
  LEFT JOIN user_settings AS language ON language.user_id = users.id AND language.key = 'language'`;

export type UsersStore = ReturnType<typeof createUsersStore>;

export function createUsersStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  return {
    /** Everyone of the home, in the order they were added. */
    list(): User[] {
      return database.all(USER_COLUMNS, `${SELECT_USERS} ORDER BY users.created_at, users.id`).map(toUser);
    },

    /** One person, or undefined when the id is nobody's. */
    find: (userId: string) => findUser(database, userId),

    /** Adds a resident. `timeZone` is an IANA name that the runtime knows. */
    addResident(person: NewResident): Promise<User> {
      const now = clock.now();
      const user: User = { id: newId(now), role: 'resident', birthDate: null, ...person };
      const userId = idBytes(user.id);
      return database.write((tx) => {
        tx.run(
          'INSERT INTO users (id, name, time_zone, created_at) VALUES (:userId, :name, :timeZone, :now)',
          {
            userId,
            name: user.name,
            timeZone: user.timeZone,
            now,
          },
        );
        saveLanguage(tx, user, now);
        appendEvent(tx, { type: 'resident.added', residentId: user.id, data: user });
        return user;
      });
    },

    /** Changes what is known of a person; undefined when the id is nobody's. */
    change(userId: string, changes: UserChanges): Promise<User | undefined> {
      const now = clock.now();
      return database.write((tx) => {
        const before = findUser(tx, userId);
        if (before === undefined) return undefined;
        const { name = before.name, timeZone = before.timeZone, language = before.language } = changes;
        const { birthDate = before.birthDate } = changes;
        const user: User = { ...before, name, timeZone, language, birthDate };
        tx.run(
          'UPDATE users SET name = :name, time_zone = :timeZone, birth_date = :birthDate WHERE id = :userId',
          { userId: idBytes(userId), name, timeZone, birthDate },
        );
        saveLanguage(tx, user, now);
        appendEvent(tx, { type: 'resident.changed', residentId: userId, data: user });
        return user;
      });
    },
  };
}

function findUser(queries: Queries, userId: string): User | undefined {
  const row = queries.first(USER_COLUMNS, `${SELECT_USERS} WHERE users.id = :userId`, {
    userId: idBytes(userId),
  });
  return row && toUser(row);
}

function saveLanguage(tx: Writing, user: User, now: number): void {
  tx.run(
    `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:userId, 'language', :language, :now)
     ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    { userId: idBytes(user.id), language: JSON.stringify(user.language), now },
  );
}

function toUser({ language, ...row }: column.Row<typeof USER_COLUMNS>): User {
  return { ...row, role: 'resident', language: LANGUAGES.find((known) => known === language) ?? 'en' };
}
