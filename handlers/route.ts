/**
 * Declares a route: what it is for, which access it needs, what it answers. The same declaration guards the route and
 * writes its part of the OpenAPI document; a route without one does not start.
 */
import { PROBLEMS, ProblemError, ProblemSchema, type ProblemType } from '#contracts/problem.ts';
import type { Access, Actor } from '#contracts/access.ts';
import { isOfResident, mayDo, type Category } from '#domain/access.ts';
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
  /** What is written down besides who read: that the data left the hub as a file. */
  readonly audit?: 'exported';
  /** Problems it may answer beyond those of every route. */
  readonly problems?: readonly ProblemType[];
};

const PROBLEMS_OF_ACCESS = {
  always: [],
  open: ['not-set-up'],
  'signed-in': ['not-set-up', 'not-signed-in'],
  guarded: ['not-signed-in', 'not-allowed'],
} as const;

/** The first middleware of every route. */
export function route({
  summary,
  access,
  body,
  answers,
  audit,
  problems = [],
}: Declaration): MiddlewareHandler<ApiEnv> {
  const ofAccess = PROBLEMS_OF_ACCESS[typeof access === 'string' ? access : 'guarded'];
  const allProblems: ProblemType[] = [...problems, ...ofAccess];
  const description = describeRoute({
    summary,
    tags: [typeof access === 'string' ? 'system' : access.category],
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
    if (typeof access !== 'string' && c.res.status < 400) await writeDown(c, access.category, audit);
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
    if (ACCESS in handler) {
      declared.add(`${method} ${path}`);
      assertResidentIsNamed(path, handler[ACCESS] as Access);
    }
    // 'ALL' is what app.use() makes: middleware, not a route.
    if (method !== 'ALL') served.add(`${method} ${path}`);
  }
  const missing = [...served].filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`These routes declare no access: ${missing.join(', ')}`);
}

/** What is of one resident is asked of the resident in the path, so the path must name one. */
function assertResidentIsNamed(path: string, access: Access): void {
  if (typeof access === 'string' || !isOfResident(access.category) || path.includes('/:residentId')) return;
  throw new Error(`The route ${path} is about ${access.category} and names no resident.`);
}

/** Deny by default: only an actor whose rights cover the declaration passes. */
function authorise(c: Context<ApiEnv>, access: Access): void {
  if (access === 'always') return;
  const { actor, door } = c.var;
  // The console sets a hub up as well; nobody else gets in before that is done.
  if (actor?.role !== 'console' && !door.isSetUp()) throw new ProblemError('not-set-up');
  if (access === 'open') return;
  if (actor === null) throw new ProblemError('not-signed-in');
  if (access === 'signed-in') return;
  if (!mayDo(actor, { ...access, residentId: residentIdOf(c, access.category) })) {
    throw new ProblemError('not-allowed');
  }
  if (access.action === 'manage' && actor.isRemote && door.isOwnerAtHomeOnly()) {
    throw new ProblemError('at-home-only');
  }
}

/** Whose data a path is about; ids are told apart in small letters. */
function residentIdOf(c: Context<ApiEnv>, category: Category): string | null {
  return isOfResident(category) ? (c.req.param('residentId')?.toLowerCase() ?? null) : null;
}

/** Writes down, before the answer leaves, that someone else looked at a resident's data, took it along or removed some. */
async function writeDown(c: Context<ApiEnv>, category: Category, audit: 'exported' | undefined) {
  const { actor, door } = c.var;
  const residentId = residentIdOf(c, category);
  if (actor === null || residentId === null) return;
  const action = audit ?? (c.req.method === 'DELETE' ? 'deleted' : undefined);
  if (action !== undefined) await door.audit.note({ action, actor, residentId, category });
  else if (c.req.method === 'GET' && isSomeoneElse(actor, residentId)) {
    await door.audit.noteRead(actor, residentId, category);
  }
}

/** The resident looks at their own data, on their own phone or on the mirror they stand before. */
export function isSomeoneElse({ role, userId }: Actor, residentId: string): boolean {
  return userId !== residentId && role !== 'mirror' && role !== 'console';
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
