/** Schedules on the wire: which days, how much when. What does not make sense is refused with a pointer to it. */
import type { Pattern, Schedule } from '#domain/doses/schedule.ts';
import { MAX_DAYS, scheduleProblems } from '#domain/doses/schedule-problems.ts';
import { z } from 'zod';
import { Id, Instant, LocalDate, TimeOfDay } from '../wire.ts';

const MINUTE_MS = 60_000;
const MOST_TIMES = 24;

/** In units of the medication's form: tablets, ml, puffs. */
const Amount = z.number().positive().max(1000);
const times = z.array(z.object({ timeOfDay: TimeOfDay, amount: Amount })).max(MOST_TIMES);
const someTimes = times.min(1, 'Say at least one time.');
const dayCount = z.int().min(1).max(MAX_DAYS);
const DayAmount = Amount.nullable();

export const PatternSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('daily'), times: someTimes }),
    z.object({
      kind: z.literal('weekdays'),
      times: z
        .array(
          z.object({
            timeOfDay: TimeOfDay,
            amounts: z
              .tuple([DayAmount, DayAmount, DayAmount, DayAmount, DayAmount, DayAmount, DayAmount])
              .meta({ description: 'Monday to Sunday; null on a day without' }),
          }),
        )
        .min(1, 'Say at least one time.')
        .max(MOST_TIMES),
    }),
    z.object({
      kind: z.literal('every-n-days'),
      everyDays: dayCount,
      anchorOn: LocalDate.meta({ description: 'A day with a dose; counted from it' }),
      times: someTimes,
    }),
    z.object({
      kind: z.literal('cycle'),
      daysOn: dayCount,
      daysOff: dayCount,
      anchorOn: LocalDate.meta({ description: 'The first day of an "on"' }),
      times: someTimes,
    }),
    z.object({
      kind: z.literal('taper'),
      steps: z
        .array(z.object({ fromOn: LocalDate, everyDays: dayCount, times }))
        .min(1)
        .max(50),
    }),
    z.object({
      kind: z.literal('prn'),
      maxDosesPer24Hours: z.int().min(1).max(48),
      maxAmountPer24Hours: Amount.nullable(),
      minGapMinutes: z
        .int()
        .min(0)
        .max(24 * 60),
    }),
  ])
  .meta({
    id: 'DosePattern',
    description: 'prn: as needed, by the limits of the prescription or the leaflet',
    example: { kind: 'daily', times: [{ timeOfDay: '08:00', amount: 1 }] },
  });

type WirePattern = z.infer<typeof PatternSchema>;

/** When a medication is to be taken, as somebody writes it. */
export const ScheduleEntrySchema = z
  .object({
    pattern: PatternSchema,
    startsOn: LocalDate,
    endsOn: LocalDate.nullable(),
    isTimeCritical: z
      .boolean()
      .meta({ description: 'Late after half an hour: for Parkinson’s, insulin and the like' }),
  })
  .superRefine((entry, context) => {
    for (const { pointer, detail } of scheduleProblems(toSchedule(entry))) {
      context.addIssue({ code: 'custom', message: detail, path: pointerPath(pointer) });
    }
  })
  .meta({ id: 'ScheduleEntry' });

export type ScheduleEntry = z.infer<typeof ScheduleEntrySchema>;

export const ScheduleSchema = z
  .object({
    id: Id,
    pattern: PatternSchema,
    startsOn: LocalDate,
    endsOn: LocalDate.nullable(),
    isTimeCritical: z.boolean(),
    validFromAt: Instant,
    validUntilAt: Instant.nullable(),
  })
  .meta({ id: 'Schedule', description: 'One version: a change ends it and begins another' });

/** The engine's form of a pattern. */
export function toPattern(pattern: WirePattern): Pattern {
  if (pattern.kind !== 'prn') return pattern;
  const { minGapMinutes, ...same } = pattern;
  return { ...same, minGapMs: minGapMinutes * MINUTE_MS };
}

/** The wire's form of a pattern. */
export function fromPattern(pattern: Pattern): WirePattern {
  if (pattern.kind !== 'prn') return structuredClone(pattern) as WirePattern;
  const { minGapMs, ...same } = pattern;
  return { ...same, minGapMinutes: minGapMs / MINUTE_MS };
}

/** An entry as a schedule of the engine, of nobody's yet and without an end of its version. */
export function toSchedule({ pattern, ...same }: ScheduleEntry): Schedule {
  const nobodys = { id: 'new', medicationId: 'new', validFromAt: null, validUntilAt: null, holds: [] };
  return { ...nobodys, ...same, pattern: toPattern(pattern) };
}

function pointerPath(pointer: string): string[] {
  return pointer.split('/').slice(1);
}

const DayTotals = z.array(z.number());

export const WeekGridSchema = z
  .object({
    localDates: z.array(LocalDate),
    rows: z.array(z.object({ timeOfDay: TimeOfDay, amounts: DayTotals })),
    dayTotals: DayTotals.meta({ description: 'The total of each day' }),
    total: z.number(),
  })
  .meta({ id: 'WeekGrid' });

/** A change to look at before it is made. */
export const SchedulePreviewSchema = z
  .object({
    scheduleId: Id.meta({ description: 'Of the version that it would replace' }),
    before: WeekGridSchema,
    after: WeekGridSchema,
    changedOn: z.array(LocalDate),
  })
  .meta({ id: 'SchedulePreview' });

/** A change that somebody looked at: it is made only when it still means what was shown. */
export const ScheduleChangeSchema = z
  .object({
    schedule: ScheduleEntrySchema,
    seen: z.object({ scheduleId: Id, dayTotals: DayTotals.max(31) }).meta({
      description: 'The version that was compared with, and the totals of `after`, from the preview',
    }),
  })
  .meta({ id: 'ScheduleChange' });
