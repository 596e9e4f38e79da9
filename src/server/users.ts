/** SQL of the people of the home and their settings. Roles and grants come with pairing (issue 4). */
import { LANGUAGES, type User } from '#contracts/users.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';
import { idBytes, newId } from './ids.ts';

export type Language = (typeof LANGUAGES)[number];

const USER_COLUMNS = {
  id: column.id,
  name: column.text,
  timeZone: column.text,
  language: column.nullable(column.json),
};

const SELECT_USERS = `
  SELECT users.id, users.name, users.time_zone AS timeZone, language.value AS language
  FROM users
  LEFT JOIN user_settings AS language ON language.user_id = users.id AND language.key = 'language'`;

export type UsersStore = ReturnType<typeof createUsersStore>;

export function createUsersStore(database: Database, clock: Clock) {
  return {
    /** Everyone of the home, in the order they were added. */
    list(): User[] {
      return database.all(USER_COLUMNS, `${SELECT_USERS} ORDER BY users.created_at, users.id`).map(toUser);
    },

    /** One person, or undefined when the id is nobody's. */
    find(userId: string): User | undefined {
      const row = database.first(USER_COLUMNS, `${SELECT_USERS} WHERE users.id = :userId`, {
        userId: idBytes(userId),
      });
      return row && toUser(row);
    },

    /** Adds a resident. `timeZone` is an IANA name that the runtime knows. */
    async addResident(person: { name: string; timeZone: string; language: Language }): Promise<User> {
      const now = clock.now();
      const userId = newId(now);
      await database.write((tx) => {
        tx.run('INSERT INTO users (id, name, time_zone, created_at) VALUES (:id, :name, :timeZone, :now)', {
          id: idBytes(userId),
          name: person.name,
          timeZone: person.timeZone,
          now,
        });
        tx.run(
          `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:id, 'language', :language, :now)`,
          { id: idBytes(userId), language: JSON.stringify(person.language), now },
        );
      });
      return { id: userId, role: 'resident', ...person };
    },
  };
}

function toUser({ language, ...row }: column.Row<typeof USER_COLUMNS>): User {
  return { ...row, role: 'resident', language: LANGUAGES.find((known) => known === language) ?? 'en' };
}
