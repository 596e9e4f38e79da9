/** The people of the home. */
import { UserListSchema } from '#contracts/users.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route } from './route.ts';

export function users({ users }: ApiDependencies) {
  return new Hono<ApiEnv>().get(
    '/',
    route({
      summary: 'Everyone of the home',
      access: { category: 'people', action: 'read' },
      answers: { 200: UserListSchema },
    }),
    (c) => c.json({ items: users.list() }),
  );
}
