/** SQL of the people of the home and their settings. Roles and grants come with pairing (issue 4). */
import { LANGUAGES, type NewResident, type User } from '#contracts/users.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';
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

export function createUsersStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
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
    addResident(person: NewResident): Promise<User> {
      const now = clock.now();
      const user: User = { id: newId(now), role: 'resident', ...person };
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
        tx.run(
          `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:userId, 'language', :language, :now)`,
          { userId, language: JSON.stringify(user.language), now },
        );
        appendEvent(tx, { type: 'resident.added', residentId: user.id, data: user });
        return user;
      });
    },
  };
}

function toUser({ language, ...row }: column.Row<typeof USER_COLUMNS>): User {
  return { ...row, role: 'resident', language: LANGUAGES.find((known) => known === language) ?? 'en' };
}
