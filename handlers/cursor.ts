/** The opaque cursor of a list: the instant and id of the last item seen. */
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import type { ReadingCursor } from '#server/vitals/readings.ts';

/** Text that decodeCursor() reads back. */
export function encodeCursor({ measuredAt, id }: ReadingCursor): string {
  return `${measuredAt.toString(36)}.${id}`;
}

/** Null without a cursor. Throws 'invalid-request' for one that no list has given. */
export function decodeCursor(cursor: string | undefined): ReadingCursor | null {
  if (cursor === undefined) return null;
  const [time = '', id = ''] = cursor.split('.', 2);
  const measuredAt = Number.parseInt(time, 36);
  if (Number.isSafeInteger(measuredAt) && /^-?[0-9a-z]+$/.test(time) && Id.safeParse(id).success) {
    return { measuredAt, id };
  }
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/cursor', detail: 'This cursor was not given by a list.' }],
  });
}
