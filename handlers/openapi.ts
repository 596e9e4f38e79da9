/** /api/openapi.json: the document of every route, generated from the declarations and schemas that guard them. */
import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { z } from 'zod';
import type { ApiEnv } from './environment.ts';
import { route } from './route.ts';

/** Built once, when it is first asked for: routes do not change while the hub runs. */
export function openapi(api: Hono<ApiEnv>) {
  let document: ReturnType<typeof generateSpecs> | undefined;
  return new Hono<ApiEnv>().get(
    '/openapi.json',
    route({
      summary: 'This document',
      access: 'open',
      answers: { 200: z.looseObject({ openapi: z.string() }) },
    }),
    async (c) => {
      document ??= generateSpecs(api, {
        documentation: {
          openapi: '3.1.0',
          info: { title: 'Betti', version: '1', description: 'A home health hub.' },
        },
        defaultValidationErrorResponse: false,
        // The path of this document has a dot and would pass for a file.
        excludeStaticFile: false,
      });
      return c.json(await document);
    },
  );
}
