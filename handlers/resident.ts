/** Finds the resident that a path names. */
import { ProblemError } from '#contracts/problem.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import type { ApiDependencies } from './environment.ts';

/** The resident of a path. Throws 'not-found' for an id that is no one's, or no id at all. */
export function residentOf({ users }: Pick<ApiDependencies, 'users'>, residentId: string | undefined): User {
  const id = Id.safeParse(residentId);
  const resident = id.success ? users.find(id.data) : undefined;
  if (resident === undefined) throw new ProblemError('not-found', { detail: 'There is no such resident.' });
  return resident;
}
