/** What a share of data may say, and to whom. */
import { ProblemError } from '#contracts/problem.ts';
import { SHARED_CATEGORIES, type Share } from '#domain/access.ts';

/** Throws 'invalid-request' where someone who only looks would be given more. `pointer` is the share's own. */
export function refuseWritingReaders(role: string, share: Share, pointer: string): void {
  if (role !== 'viewer' && role !== 'clinician') return;
  const wrong = SHARED_CATEGORIES.filter((category) => share[category] === 'write');
  if (wrong.length === 0) return;
  throw new ProblemError('invalid-request', {
    errors: wrong.map((category) => ({
      pointer: `${pointer}/${category}`,
      detail: 'This person only looks.',
    })),
  });
}
