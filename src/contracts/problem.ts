/**
 * RFC 9457 problems: the closed list of types, the error class that carries one, and its wire shape.
 * Domain functions return expected outcomes as values; a thrown ProblemError is translated once, in handlers/api.ts.
 */
import { z } from 'zod';

/** Every problem the hub can answer with: type → fixed title and status. */
export const PROBLEMS = {
  'invalid-request': { title: 'The request is not valid', status: 422 },
  'malformed-body': { title: 'The body could not be read', status: 400 },
  'not-signed-in': { title: 'Nobody is signed in here', status: 401 },
  'not-allowed': { title: 'Not allowed', status: 403 },
  'not-set-up': { title: 'This Betti is not set up yet', status: 403 },
  'at-home-only': { title: 'This can be done at home only', status: 403 },
  'wrong-code': { title: 'This code is not good, or not any more', status: 403 },
  'not-found': { title: 'Not found', status: 404 },
  conflict: { title: 'This conflicts with what is stored', status: 409 },
  'dose-already-answered': { title: 'This dose was answered already', status: 409 },
  'dose-near-another': { title: 'Another dose of it was taken a short time ago', status: 409 },
  'dose-not-due': { title: 'This dose is not due yet', status: 409 },
  'dose-limit-reached': { title: 'No more of it may be taken now', status: 409 },
  'length-required': { title: 'The length of the body is missing', status: 411 },
  'too-large': { title: 'The body is too large', status: 413 },
  'no-answer': { title: 'Nobody outside the home answered', status: 424 },
  'too-many-requests': { title: 'Too many tries; wait a little', status: 429 },
  'internal-error': { title: 'Something went wrong in the hub', status: 500 },
  unavailable: { title: 'The hub cannot do this right now', status: 503 },
} as const satisfies Record<string, { title: string; status: number }>;

export type ProblemType = keyof typeof PROBLEMS;

/** One thing that is wrong in a body or a query. `pointer` is an RFC 6901 JSON Pointer. */
export const ProblemErrorSchema = z.object({ pointer: z.string(), detail: z.string() });

export const ProblemSchema = z
  .object({
    type: z.string().meta({ description: 'A relative URI from the closed list, /problems/…' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'The request id, also in the log' }),
    errors: z.array(ProblemErrorSchema).optional(),
    lastAt: z.iso.datetime().optional().meta({ description: 'When the last one was taken' }),
    nextSafeAt: z.iso.datetime().optional().meta({ description: 'From when on the next may be taken' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof ProblemSchema>;

/** Instants that a screen tells with a problem. */
export type ProblemTimes = Pick<Problem, 'lastAt' | 'nextSafeAt'>;

/** A broken promise on its way to a problem+json answer. `detail` never holds a health value. */
export class ProblemError extends Error {
  readonly type: ProblemType;
  readonly detail: string | undefined;
  readonly errors: { pointer: string; detail: string }[] | undefined;
  readonly times: ProblemTimes;

  constructor(
    type: ProblemType,
    options: {
      detail?: string;
      errors?: { pointer: string; detail: string }[];
      times?: ProblemTimes;
      cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? PROBLEMS[type].title, { cause: options.cause });
    this.name = 'ProblemError';
    this.type = type;
    this.detail = options.detail;
    this.errors = options.errors;
    this.times = options.times ?? {};
  }

  /** The wire form. `instance` is the id of the request it answers. */
  toProblem(instance?: string): Problem {
    return {
      type: `/problems/${this.type}`,
      ...PROBLEMS[this.type],
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(instance === undefined ? {} : { instance }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      ...this.times,
    };
  }
}
