/** The short form of a blood pressure, in mm[Hg], as an entry like any other. */
import type { NewGuidedReadingSchema, NewReading } from '#contracts/vitals/entries.ts';
import type { z } from 'zod';

export function bloodPressureEntry({
  systolicMmHg,
  diastolicMmHg,
  ...about
}: z.output<typeof NewGuidedReadingSchema> & { measuredAt?: string | undefined }) {
  return {
    ...about,
    kind: 'blood-pressure',
    systolic: systolicMmHg,
    diastolic: diastolicMmHg,
    unit: 'mm[Hg]',
  } as const satisfies NewReading;
}
