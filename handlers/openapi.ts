/** /api/openapi.json: the document of every route, generated from the declarations and schemas that guard them. */
import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { z } from 'zod';
import { docs, type OpenApiDocument } from './docs.ts';
import type { ApiEnv } from './environment.ts';
import { UNKEPT } from './idempotency.ts';
import { route } from './route.ts';

/** Routes that change something take this. */
const IDEMPOTENCY_KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'Sent again with the same key within 24 hours, the request takes effect once.',
} as const;

/** Built once, when it is first asked for: routes do not change while the hub runs. */
export function openapi(api: Hono<ApiEnv>) {
  let built: Promise<OpenApiDocument> | undefined;
  const document = () => (built ??= buildDocument(api));
  return new Hono<ApiEnv>()
    .get(
      '/openapi.json',
      route({
        summary: 'This document',
        access: 'open',
        answers: { 200: z.looseObject({ openapi: z.string() }) },
      }),
      async (c) => c.json(await document()),
    )
    .route('/', docs(document));
}

async function buildDocument(api: Hono<ApiEnv>): Promise<OpenApiDocument> {
  const document = await generateSpecs(api, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Betti', version: '1', description: 'A home health hub.' },
    },
    defaultValidationErrorResponse: false,
    // The path of this document has a dot and would pass for a file.
    excludeStaticFile: false,
  });
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    if (UNKEPT.test(path)) continue;
    for (const method of ['post', 'put', 'patch', 'delete'] as const) {
      const operation = methods?.[method];
      if (operation) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
    }
  }
  return document;
}
