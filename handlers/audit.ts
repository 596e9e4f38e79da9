/** Who did what: the whole record for the owner, and for a resident who looked at their data. */
import { AuditCheckSchema, AuditPageSchema, AuditQuerySchema, type AuditEntry } from '#contracts/audit.ts';
import { Hono } from 'hono';
import type { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';
import { ResidentPath } from './vitals/paths.ts';

/** Above every number that is given. */
const END = Number.MAX_SAFE_INTEGER;

export function audit({ access }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Everything that was written down of who did what, newest first',
        access: { category: 'system', action: 'manage' },
        answers: { 200: AuditPageSchema },
        problems: ['invalid-request'],
      }),
      valid('query', AuditQuerySchema),
      (c) => c.json(pageOf(access.audit, null, c.req.valid('query'))),
    )
    .get(
      '/check',
      route({
        summary: 'Whether the record is as it was written',
        access: { category: 'system', action: 'manage' },
        answers: { 200: AuditCheckSchema },
      }),
      (c) => c.json(access.audit.verify()),
    );
}

/** Mounted below a resident. */
export function residentAudit(dependencies: ApiDependencies) {
  return new Hono<ApiEnv>().get(
    '/',
    route({
      summary: 'Who looked at a resident’s data, took it along or changed who may',
      access: { category: 'sharing', action: 'read' },
      answers: { 200: AuditPageSchema },
      problems: ['not-found', 'invalid-request'],
    }),
    valid('param', ResidentPath),
    valid('query', AuditQuerySchema),
    (c) => {
      const { id } = residentOf(dependencies, c.req.valid('param').residentId);
      return c.json(pageOf(dependencies.access.audit, id, c.req.valid('query')));
    },
  );
}

function pageOf(
  store: ApiDependencies['access']['audit'],
  residentId: string | null,
  { cursor, limit }: z.infer<typeof AuditQuerySchema>,
): { items: AuditEntry[]; nextCursor: string | null } {
  const items = store.page(residentId, { before: cursor === undefined ? END : Number(cursor), limit });
  return { items, nextCursor: items.length < limit ? null : String(items.at(-1)?.seq) };
}
