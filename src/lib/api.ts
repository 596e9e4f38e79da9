// The typed client of the hub's API, and the one place where an answer that is not a success becomes an error.
// Paths are relative: in the browser they go to the hub, during server rendering they stay in the process.
import { hc, type ClientResponse } from 'hono/client';
import type { Api } from '#handlers/api.ts';
import type { Problem } from '#contracts/problem.ts';
import { sendOnce } from './send-once.ts';

/** No answer came at all: not in the hub's list of problems, since the hub never said it. */
const UNREACHABLE: Problem = { type: '/problems/unreachable', title: 'The hub did not answer', status: 0 };

type SuccessStatus = 200 | 201 | 202 | 203 | 204;

/** The bodies an endpoint answers with when it succeeds. */
type Success<R> =
  R extends ClientResponse<infer Body, infer Status, string>
    ? Status extends SuccessStatus
      ? Body
      : never
    : never;

/** What the hub said went wrong (RFC 9457), or that it said nothing. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.title, options);
    this.name = 'ApiProblem';
    this.problem = problem;
  }

  /** JSON Pointers of what is wrong in the body that was sent, e.g. '/systolicMmHg'. */
  get pointers(): string[] {
    return this.problem.errors?.map((error) => error.pointer) ?? [];
  }
}

/** The client over a given fetch: the browser's, or the one a load function receives. What it writes is written once. */
export function apiClient(fetch: typeof globalThis.fetch) {
  return hc<Api>('/', { fetch: sendOnce(fetch) }).api;
}

/** The body of a successful answer (null when it has none); throws ApiProblem otherwise. */
export async function unwrap<R extends ClientResponse<unknown, number, string>>(
  answer: Promise<R>,
): Promise<Success<R>> {
  let response: R;
  try {
    response = await answer;
  } catch (cause) {
    throw new ApiProblem(UNREACHABLE, { cause });
  }
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (response.status === 204 ? null : await response.json()) as Success<R>;
}

/** A proxy or a crash may answer with anything: what is not a problem document is named by its status alone. */
async function problemOf(response: ClientResponse<unknown, number, string>): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return (await response.json()) as Problem;
  }
  return { type: 'about:blank', title: response.statusText, status: response.status };
}
