/** Finds the resident that a path names. */
import { ProblemError } from '#contracts/problem.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { mayDo } from '#domain/access.ts';
import type { Context } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';

/** The resident of a path. Throws 'not-found' for an id that is no one's, or no id at all. */
export function residentOf({ users }: Pick<ApiDependencies, 'users'>, residentId: string | undefined): User {
  const id = Id.safeParse(residentId);
  const resident = id.success ? users.find(id.data) : undefined;
  if (resident?.isResident !== true)
    throw new ProblemError('not-found', { detail: 'There is no such resident.' });
  return resident;
}

/** The resident that a body names, to whose vitals something is written. Throws 'not-allowed' where the actor may not. */
export function writableResident(
  c: Context<ApiEnv>,
  dependencies: Pick<ApiDependencies, 'users'>,
  residentId: string,
): User {
  const { actor } = c.var;
  if (actor === null || !mayDo(actor, { category: 'vitals', action: 'write', residentId })) {
    throw new ProblemError('not-allowed');
  }
  return residentOf(dependencies, residentId);
}
