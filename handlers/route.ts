/**
 * Declares a route: what it is for, which access it needs, what it answers. The same declaration guards the route and
 * writes its part of the OpenAPI document; a route without one does not start.
 */
import { PROBLEMS, ProblemError, ProblemSchema, type ProblemType } from '#contracts/problem.ts';
import type { Access } from '#contracts/access.ts';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { z } from 'zod';
import type { ApiEnv } from './environment.ts';

const ACCESS = Symbol('access');

type Declaration = {
  readonly summary: string;
  readonly access: Access;
  /** A body that is no JSON: its media type, and one that is taken. A JSON body is declared by valid('json'). */
  readonly body?: { readonly type: string; readonly example: string };
  /** Status → schema of the JSON body, or null where there is none. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Problems it may answer beyond those of every route. */
  readonly problems?: readonly ProblemType[];
};

/** The first middleware of every route. */
export function route({
  summary,
  access,
  body,
  answers,
  problems = [],
}: Declaration): MiddlewareHandler<ApiEnv> {
  const allProblems: ProblemType[] = [...problems, ...(access === 'open' ? [] : (['not-allowed'] as const))];
  const description = describeRoute({
    summary,
    tags: [access === 'open' ? 'system' : access.category],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [body.type]: { schema: { type: 'string' }, example: body.example } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          { description: summary, ...json(schema) },
        ]),
      ),
      ...Object.fromEntries(allProblems.map((type) => [PROBLEMS[type].status, problemAnswer(type)])),
    },
  });
  const guard: MiddlewareHandler<ApiEnv> = async (c, next) => {
    authorise(c, access);
    await next();
  };
  return Object.assign(guard, { ...description, [ACCESS]: access });
}

/** Validates a body, query or path against `schema`; what is wrong becomes JSON pointers of one problem. */
export function valid<T extends 'json' | 'query' | 'param', S extends z.ZodType>(target: T, schema: S) {
  return validator(target, schema, (result) => {
    if (result.success) return;
    throw new ProblemError(target === 'param' ? 'not-found' : 'invalid-request', {
      errors: result.error.map(({ path = [], message }) => ({
        pointer: path.map((part) => `/${escapePointer(typeof part === 'object' ? part.key : part)}`).join(''),
        detail: message,
      })),
    });
  });
}

/** Throws when a route of `app` was mounted without a declaration. */
export function assertEveryRouteIsDeclared(app: Hono<ApiEnv>): void {
  const declared = new Set<string>();
  const served = new Set<string>();
  for (const { method, path, handler } of app.routes) {
    if (ACCESS in handler) declared.add(`${method} ${path}`);
    // 'ALL' is what app.use() makes: middleware, not a route.
    if (method !== 'ALL') served.add(`${method} ${path}`);
  }
  const missing = [...served].filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`These routes declare no access: ${missing.join(', ')}`);
}

/** Deny by default: only an actor whose grants cover the declaration passes. */
function authorise(c: Context<ApiEnv>, access: Access): void {
  if (access === 'open') return;
  // Grants by role and category come with pairing (issue 4); until then the owner is the only actor there is.
  if (c.var.actor?.kind !== 'owner') throw new ProblemError('not-allowed');
}

function json(schema: z.ZodType | null) {
  return schema === null ? {} : { content: { 'application/json': { schema: resolver(schema) } } };
}

function problemAnswer(type: ProblemType) {
  return {
    description: PROBLEMS[type].title,
    content: { 'application/problem+json': { schema: resolver(ProblemSchema) } },
  };
}

/** RFC 6901 §3. */
function escapePointer(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}
