/** Backups of the whole database: make one, see which there are. Putting one back needs the hub stopped. */
import { BackupListSchema, BackupSchema } from '#contracts/backups.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const BackupPath = z.object({ name: z.string().max(100) });
const MANAGE = { category: 'system', action: 'manage' } as const;

export function backups({ backups }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'Backups, newest first', access: MANAGE, answers: { 200: BackupListSchema } }),
      (c) => c.json({ items: backups.list() }),
    )
    .get(
      '/:name',
      route({
        summary: 'One backup, by its file name',
        access: MANAGE,
        answers: { 200: BackupSchema },
        problems: ['not-found'],
      }),
      valid('param', BackupPath),
      (c) => {
        const backup = backups.find(c.req.valid('param').name);
        if (backup === undefined) throw new ProblemError('not-found', { detail: 'There is no such backup.' });
        return c.json(backup);
      },
    )
    .post(
      '/',
      route({ summary: 'Make a backup now', access: MANAGE, answers: { 201: BackupSchema } }),
      async (c) => {
        const backup = await backups.make();
        c.header('location', `/api/backups/${backup.name}`);
        return c.json(backup, 201);
      },
    );
}
