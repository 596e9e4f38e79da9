/** What was read of the database once is remembered until the next commit: a busy radio asks the same for each value. */
import type { Database } from './database.ts';

/** `find`, asked once for each key between two commits. Not to be called within a write, which sees more than it. */
export function untilCommit<T>(database: Database, find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
  database.onCommit(() => found.clear());
  return (key) => {
    if (found.has(key)) return found.get(key) as T;
    const answer = find(key);
    found.set(key, answer);
    return answer;
  };
}
