/** Encryption at rest: whether it is on, turning it on, and the recovery sheet, which is shown to the owner at home alone. */
import { EncryptionSchema, RecoverySheetSchema } from '#contracts/encryption.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route } from './route.ts';

const MANAGE = { category: 'system', action: 'manage' } as const;

export function encryption({ encryption }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Whether the record is encrypted on the disk',
        access: MANAGE,
        answers: { 200: EncryptionSchema },
      }),
      (c) => c.json({ isOn: encryption.isOn() }),
    )
    .post(
      '/',
      route({
        summary: 'Encrypt the record, where it is not yet, and answer the recovery sheet',
        access: MANAGE,
        answers: { 201: RecoverySheetSchema },
        problems: ['at-home-only'],
      }),
      async (c) => {
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        // Whatever is set for the rest: a key does not leave the home.
        if (actor.isRemote) throw new ProblemError('at-home-only');
        return c.json(await encryption.turnOn(actor), 201);
      },
    );
}
