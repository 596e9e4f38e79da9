/** Why an answer to a dose is not written down, as a problem that names the times and nothing else of the medication. */
import { ProblemError } from '#contracts/problem.ts';
import type { Refusal } from '#server/medications/decide.ts';

const NOTHING_STORED = 'Nothing was written down.';

export function problemOf(refusal: Refusal): ProblemError {
  const iso = (at: number) => new Date(at).toISOString();
  switch (refusal.kind) {
    case 'no-such-dose':
      return new ProblemError('not-found', { detail: 'There is no such dose, or none any more.' });
    case 'no-such-medication':
      return new ProblemError('not-found', { detail: 'There is no such medication, or it has ended.' });
    case 'not-as-needed':
      return new ProblemError('conflict', {
        detail: `This medication is not taken as needed on that day. ${NOTHING_STORED}`,
      });
    case 'on-hold':
      return new ProblemError('conflict', { detail: `This medication is on hold. ${NOTHING_STORED}` });
    case 'too-much':
      return new ProblemError('dose-limit-reached', {
        detail: `This is more than 24 hours may have. ${NOTHING_STORED}`,
      });
    case 'already-answered':
      return new ProblemError('dose-already-answered', {
        detail: 'It stands as it was answered first.',
        times: { lastAt: iso(refusal.lastAt) },
      });
    case 'not-due':
      return new ProblemError('dose-not-due', {
        detail: `Say that it is taken early, or wait. ${NOTHING_STORED}`,
        times: { nextSafeAt: iso(refusal.nextSafeAt) },
      });
    case 'near-another':
      return new ProblemError('dose-near-another', {
        detail: `Say that it is taken all the same, or wait. ${NOTHING_STORED}`,
        times: { lastAt: iso(refusal.lastAt), nextSafeAt: iso(refusal.nextSafeAt) },
      });
    case 'too-soon':
      return new ProblemError('dose-limit-reached', {
        detail: `It is too soon after the last. ${NOTHING_STORED}`,
        times: { lastAt: iso(refusal.lastAt), nextSafeAt: iso(refusal.nextSafeAt) },
      });
    case 'limit-reached':
      return new ProblemError('dose-limit-reached', {
        detail: `The most for 24 hours was taken. ${NOTHING_STORED}`,
        times: { nextSafeAt: iso(refusal.nextSafeAt) },
      });
  }
}
