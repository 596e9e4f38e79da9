/** SQL of the people of the home and their settings. What opens for them is in access.ts. */
import { LANGUAGES } from '#domain/languages.ts';
import {
  PERSON_ROLES,
  type NewPerson,
  type NewResident,
  type User,
  type UserChanges,
} from '#contracts/users.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

const USER_COLUMNS = {
  id: column.id,
  name: column.text,
  role: column.oneOf(PERSON_ROLES),
  isResident: column.boolean,
  timeZone: column.text,
  birthDate: column.nullable(column.text),
  language: column.nullable(column.json),
};

const SELECT_USERS = `
  SELECT users.id, users.name, role, is_resident AS isResident, users.time_zone AS timeZone,
    users.birth_date AS birthDate,
    language.value AS language
  FROM users
  LEFT JOIN user_settings AS language ON language.user_id = users.id AND language.key = 'language'`;

export type UsersStore = ReturnType<typeof createUsersStore>;

export function createUsersStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const insert = (tx: Writing, person: Omit<User, 'id' | 'birthDate'>): User => {
    const now = clock.now();
    const user: User = { id: newId(now), ...person, birthDate: null };
    const { name, role, isResident, timeZone } = person;
    const userId = idBytes(user.id);
    tx.run(
      `INSERT INTO users (id, name, role, is_resident, time_zone, created_at)
       VALUES (:userId, :name, :role, :isResident, :timeZone, :now)`,
      { userId, name, role, isResident, timeZone, now },
    );
    saveLanguage(tx, user, now);
    return user;
  };

  /** Changes what is known of someone. */
  const replace = (tx: Writing, user: User): void => {
    const { id, name, timeZone, birthDate } = user;
    tx.run(
      'UPDATE users SET name = :name, time_zone = :timeZone, birth_date = :birthDate WHERE id = :userId',
      {
        ...{ userId: idBytes(id), name, timeZone, birthDate },
      },
    );
    saveLanguage(tx, user, clock.now());
  };

  /** Makes a resident of someone who has come in already. */
  const moveIn = (tx: Writing, id: string, { name, timeZone, language }: NewResident): User => {
    const known = findUser(tx, id);
    if (known === undefined) throw new Error('The person who should live here is not here.');
    const user: User = { ...known, name, timeZone, language, isResident: true };
    tx.run('UPDATE users SET is_resident = 1 WHERE id = :userId', { userId: idBytes(id) });
    replace(tx, user);
    return user;
  };

  const list = (): User[] =>
    database
      .all(USER_COLUMNS, `${SELECT_USERS} WHERE users.removed_at IS NULL ORDER BY users.created_at, users.id`)
      .map(toUser);

  return {
    /** Everyone the home knows, in the order they came. */
    list,

    /** Those whose data is kept here. */
    residents: (): User[] => list().filter(({ isResident }) => isResident),

    /** One person, or undefined when the id is nobody's. */
    find: (userId: string) => findUser(database, userId),

    /**
     * Adds a resident, or makes one of a person who is here already (`userId`). `timeZone` is an IANA name that the
     * runtime knows. `also` is done in the same write.
     */
    addResident: (
      person: NewResident,
      { userId, also = () => undefined }: { userId?: string; also?: (tx: Writing, user: User) => void } = {},
    ): Promise<User> =>
      database.write((tx) => {
        const user =
          userId === undefined
            ? insert(tx, { ...person, role: 'resident', isResident: true })
            : moveIn(tx, userId, person);
        appendEvent(tx, { type: 'resident.added', residentId: user.id, data: user });
        also(tx, user);
        return user;
      }),

    /** Adds someone who comes in by a pairing, inside its write; zone and language are those of this machine. */
    insertPerson: (tx: Writing, { name, role }: NewPerson): string => {
      const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
      const language = LANGUAGES.find((one) => locale.startsWith(one)) ?? 'en';
      const user = insert(tx, { name, role, isResident: role === 'resident', timeZone, language });
      if (user.isResident) appendEvent(tx, { type: 'resident.added', residentId: user.id, data: user });
      else appendEvent(tx, { type: 'person.added', residentId: null, data: user });
      return user.id;
    },

    /** Changes what is known of a person; undefined when the id is nobody's. */
    change: (userId: string, changes: UserChanges): Promise<User | undefined> =>
      database.write((tx) => {
        const before = findUser(tx, userId);
        if (before === undefined) return undefined;
        const { name = before.name, timeZone = before.timeZone, language = before.language } = changes;
        const { birthDate = before.birthDate } = changes;
        const user: User = { ...before, name, timeZone, language, birthDate };
        replace(tx, user);
        const data = { id: userId };
        if (user.isResident) appendEvent(tx, { type: 'resident.changed', residentId: userId, data });
        else appendEvent(tx, { type: 'person.changed', residentId: null, data });
        return user;
      }),
  };
}

function findUser(queries: Queries, userId: string): User | undefined {
  const row = queries.first(
    USER_COLUMNS,
    `${SELECT_USERS} WHERE users.id = :userId AND users.removed_at IS NULL`,
    { userId: idBytes(userId) },
  );
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
  return { ...row, language: LANGUAGES.find((known) => known === language) ?? 'en' };
}
