/**
 * Alerts on the wire: what somebody is to hear of, how far it has climbed, and what became of each message. The facts are
 * told, never a sentence: each screen and each channel says them in its reader's language.
 */
import {
  ALERT_KINDS,
  ALERT_STATES,
  LADDER_CLASSES,
  OUTSIDE_CHANNELS,
  SEVERITIES,
} from '#domain/alerts/kinds.ts';
import { LADDER_RECIPIENTS, LONGEST_AFTER_MS, MOST_STEPS } from '#domain/alerts/ladder.ts';
import { MOST_SHIFTS } from '#domain/alerts/rota.ts';
import { TREND_RULES } from '#domain/alerts/trends.ts';
import { VITAL_KINDS } from '#domain/vitals/kinds.ts';
import { z } from 'zod';
import { DoseId } from './doses.ts';
import { SEND_FAILURES } from './notifications.ts';
import { Id, Instant, TimeOfDay } from './wire.ts';

export const DOSE_STAGES = ['late', 'missed'] as const;
export const SOS_PLACES = ['mirror', 'phone', 'button'] as const;
export const RESOLVED_WHYS = ['over', 'answered', 'cancelled', 'seen-to', 'corrected'] as const;
export const NOTIFICATION_CHANNELS = ['mirror', 'live', ...OUTSIDE_CHANNELS] as const;

export const AlertFactsSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('dose'),
      doseId: DoseId,
      medicationId: Id,
      medicationName: z.string(),
      dueAt: Instant,
      isTimeCritical: z.boolean(),
      stage: z.enum(DOSE_STAGES),
    }),
    z.object({
      kind: z.literal('vital'),
      readingId: Id,
      vital: z.enum(VITAL_KINDS),
      /** As it was measured, in the unit of the record. */
      value: z.number(),
      /** Of a blood pressure. */
      diastolic: z.number().nullable(),
      category: z.string(),
      isRepeated: z.boolean().meta({ description: 'It was so before, and somebody was to measure again' }),
    }),
    z.object({
      kind: z.literal('trend'),
      rule: z.enum(TREND_RULES),
      vital: z.enum(VITAL_KINDS),
      change: z.number(),
      overDays: z.number(),
    }),
    z.object({
      kind: z.literal('measurement-missing'),
      vital: z.enum(VITAL_KINDS),
      sinceDays: z.int(),
    }),
    z.object({
      kind: z.literal('device-silent'),
      deviceId: Id,
      deviceName: z.string(),
      lastSeenAt: Instant,
    }),
    z.object({ kind: z.literal('check-in'), checkInId: z.string(), dueAt: Instant }),
    z.object({ kind: z.literal('sos'), from: z.enum(SOS_PLACES) }),
    z.object({ kind: z.literal('test') }),
  ])
  .meta({ id: 'AlertFacts' });

export type AlertFacts = z.infer<typeof AlertFactsSchema>;

const Person = z.object({ id: z.string(), name: z.string() });

export const AlertSchema = z
  .object({
    id: Id,
    residentId: Id,
    kind: z.enum(ALERT_KINDS),
    severity: z.enum(SEVERITIES),
    facts: AlertFactsSchema,
    state: z.enum(ALERT_STATES),
    raisedAt: Instant,
    beginsAt: Instant.meta({ description: 'Until then it can be cancelled, and nobody is told' }),
    canBeSnoozed: z.boolean(),
    acknowledged: z.object({ at: Instant, by: Person }).nullable(),
    resolved: z.object({ at: Instant, why: z.enum(RESOLVED_WHYS) }).nullable(),
    nextAt: Instant.nullable().meta({
      description: 'When the next people are told; null when nobody is left',
    }),
    told: z.array(Person).meta({
      description: 'The people it was sent to so far, each once, in the order in which they were told',
    }),
  })
  .meta({ id: 'Alert' });

export type Alert = z.infer<typeof AlertSchema>;

export const AlertListSchema = z
  .object({
    items: z.array(AlertSchema).meta({ description: 'What is not over first, then the newest first' }),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'AlertList' });

/** What became of one message. */
export const AlertReceiptSchema = z
  .object({
    id: Id,
    step: z.int(),
    recipient: Person.nullable().meta({ description: 'Null for the mirror' }),
    channel: z.enum(NOTIFICATION_CHANNELS),
    sentAt: Instant.nullable().meta({ description: 'Null while its service has not taken it' }),
    failure: z.enum(SEND_FAILURES).nullable(),
    shownAt: Instant.nullable(),
    acknowledgedAt: Instant.nullable(),
  })
  .meta({ id: 'AlertReceipt' });

export type AlertReceipt = z.infer<typeof AlertReceiptSchema>;

export const AlertReceiptListSchema = z
  .object({
    items: z.array(AlertReceiptSchema).meta({ description: 'In the order in which they were sent' }),
    snoozedUntil: Instant.nullable().meta({ description: 'Until then whoever asks is not told' }),
  })
  .meta({ id: 'AlertReceiptList' });

/** A step was said, to these people. */
export const AlertNotifiedSchema = z.object({
  id: Id,
  step: z.int(),
  recipientIds: z.array(Id),
  alert: AlertSchema,
});

export const SosSchema = z.object({ from: z.enum(SOS_PLACES) }).meta({ id: 'Sos' });

/** For whoever asks, and nobody else. */
export const SnoozeSchema = z.object({ minutes: z.literal([15, 30, 60]) }).meta({ id: 'Snooze' });

const LadderSchema = z.object({
  steps: z
    .array(
      z.object({
        afterMs: z.int().min(0).max(LONGEST_AFTER_MS),
        to: z.enum(LADDER_RECIPIENTS),
        via: z.array(z.enum(OUTSIDE_CHANNELS)).max(OUTSIDE_CHANNELS.length).optional().meta({
          description: 'By which ways beside the pages of Betti; absent, by all that the person set up',
        }),
      }),
    )
    .min(1)
    .max(MOST_STEPS)
    .refine((steps) => steps.every(({ afterMs }, index) => afterMs >= (steps[index - 1]?.afterMs ?? 0)), {
      message: 'The steps follow one another in time.',
    }),
  repeatEveryMs: z.int().min(60_000).max(LONGEST_AFTER_MS).nullable(),
  mostRepeats: z.int().min(0).max(200),
  canBeSnoozed: z.boolean(),
  breaksQuietHours: z.boolean(),
});

const ShiftSchema = z
  .object({
    userId: Id,
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: TimeOfDay,
    to: TimeOfDay,
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'This shift ends when it begins.' });

/** Who is told of what, after how long, and who is on duty when. */
export const AlertSettingsSchema = z
  .object({
    ladders: z.record(z.enum(LADDER_CLASSES), LadderSchema),
    rota: z.object({
      order: z.array(Id).max(MOST_SHIFTS),
      shifts: z.array(ShiftSchema).max(MOST_SHIFTS),
    }),
  })
  .meta({ id: 'AlertSettings' });

export type AlertSettings = z.infer<typeof AlertSettingsSchema>;

/** With the people who may be told: who may see the resident's alerts. */
export const AlertSettingsViewSchema = z
  .object({ settings: AlertSettingsSchema, people: z.array(Person) })
  .meta({ id: 'AlertSettingsView' });
