/** Lays a correction over a reading and checks the whole as if it were entered anew. */
import { ProblemError } from '#contracts/problem.ts';
import type { Reading } from '#contracts/vitals.ts';
import { NewReadingSchema, type NewReading, type ReadingCorrection } from '#contracts/vitals/entries.ts';

/** The corrected content of a reading. Throws 'invalid-request' with a pointer to each field that cannot be. */
export function correctedEntry(reading: Reading, correction: ReadingCorrection): NewReading {
  const stray = Object.keys(correction).find((name) => !FIELDS[shapeOf(reading)].includes(name));
  if (stray !== undefined) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: `/${stray}`, detail: 'This does not belong to this kind.' }],
    });
  }
  const result = NewReadingSchema.safeParse(withoutNulls({ ...entryOf(reading), ...correction }));
  if (result.success) return result.data;
  throw new ProblemError('invalid-request', {
    errors: result.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      detail: message,
    })),
  });
}

const ABOUT = ['measuredAt', 'note', 'context', 'unit'];
const FIELDS = {
  pressure: [...ABOUT, 'systolic', 'diastolic', 'heartRatePerMin'],
  value: [...ABOUT, 'value'],
};

function shapeOf(reading: Reading): keyof typeof FIELDS {
  return reading.kind === 'blood-pressure' ? 'pressure' : 'value';
}

/** The reading as somebody would have entered it. */
function entryOf(reading: Reading): Record<string, unknown> {
  const { kind, measuredAt, note, context, entered } = reading;
  const pulse = reading.kind === 'blood-pressure' ? { heartRatePerMin: reading.heartRatePerMin } : {};
  return { kind, measuredAt, note, context, ...entered, ...pulse };
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
