/**
 * Whether an answer may be written down, decided in the transaction that writes it, so that of two who press at once one
 * hears no. The rules are the dose engine's; here they are given what is stored.
 */
import type { Administration, NewAdministration } from '#contracts/doses.ts';
import { findDose } from '#domain/doses/doses.ts';
import { guardDose } from '#domain/doses/guard.ts';
import { prnDecision } from '#domain/doses/prn.ts';
import type { Dose, PrnLimits, Schedule } from '#domain/doses/schedule.ts';
import { minGapMs, windowOf, type DoseWindow } from '#domain/doses/windows.ts';
import { localDateAt } from '#domain/calendar.ts';
import type { Queries } from '../database.ts';
import { administeredBetween, answerOf, forEngine } from './administration-rows.ts';
import { schedulesOf } from './rows.ts';
import { idBytes } from '../ids.ts';
import * as column from '../columns.ts';

const DAY_MS = 24 * 3_600_000;
/** What is due later than this is not answered yet; schedules.ts counts on it. */
export const EARLIEST_MS = DAY_MS;

export type Refusal =
  | { readonly kind: 'no-such-dose' | 'no-such-medication' | 'not-as-needed' | 'on-hold' | 'too-much' }
  | { readonly kind: 'already-answered'; readonly lastAt: number }
  | { readonly kind: 'not-due'; readonly nextSafeAt: number }
  | { readonly kind: 'near-another' | 'too-soon'; readonly lastAt: number; readonly nextSafeAt: number }
  | { readonly kind: 'limit-reached'; readonly nextSafeAt: number };

/** What is to be written. `instead`: the answer that this one takes the place of, a dose that was skipped at first. */
export type Accepted = {
  readonly kind: 'accepted';
  readonly medicationId: string;
  readonly dose: { readonly id: string; readonly window: DoseWindow } | null;
  readonly amount: number;
  readonly instead: Administration | null;
};

export type Resident = { readonly id: string; readonly timeZone: string };

/** `at`: when it was taken or skipped, ms UTC. */
export function decide(
  queries: Queries,
  resident: Resident,
  answer: NewAdministration,
  at: number,
): Accepted | Refusal {
  return 'doseId' in answer
    ? decideDose(queries, resident, answer, at)
    : decideAsNeeded(queries, resident, answer, at);
}

function decideDose(
  queries: Queries,
  resident: Resident,
  answer: Extract<NewAdministration, { doseId: string }>,
  at: number,
): Accepted | Refusal {
  const found = doseOf(queries, resident, answer.doseId);
  if (found === null) return { kind: 'no-such-dose' };
  const { dose, schedules } = found;
  const window = windowOf(dose, schedules, resident.timeZone);
  const known = answerOf(queries, dose.id);
  if (known !== undefined && (known.outcome === 'taken' || answer.outcome === 'skipped')) {
    return { kind: 'already-answered', lastAt: Date.parse(known.at) };
  }
  const isEarly = at < window.opensAt;
  const mayBeEarly =
    dose.dueAt - at <= EARLIEST_MS && (answer.outcome === 'skipped' || answer.isEarly === true);
  if (isEarly && !mayBeEarly) return { kind: 'not-due', nextSafeAt: window.opensAt };
  if (answer.outcome === 'taken') {
    const gapMs = minGapMs(dose, schedules, resident.timeZone);
    const around = administeredBetween(queries, dose.medicationId, at - gapMs, at + gapMs).map(forEngine);
    const guarded = guardDose(dose, at, around, gapMs);
    if (guarded.kind === 'ask-again' && Date.parse(answer.despiteLastAt ?? '') !== guarded.lastAt) {
      return { kind: 'near-another', lastAt: guarded.lastAt, nextSafeAt: guarded.nextSafeAt };
    }
  }
  return {
    ...{ kind: 'accepted', medicationId: dose.medicationId, dose: { id: dose.id, window } },
    ...{ amount: answer.amount ?? dose.amount, instead: known ?? null },
  };
}

function decideAsNeeded(
  queries: Queries,
  resident: Resident,
  answer: Extract<NewAdministration, { medicationId: string }>,
  at: number,
): Accepted | Refusal {
  if (!isOf(queries, resident, answer.medicationId)) return { kind: 'no-such-medication' };
  const schedule =
    schedulesOf(queries, answer.medicationId).find(
      ({ validFromAt, validUntilAt }) => (validFromAt ?? 0) <= at && at < (validUntilAt ?? Infinity),
    ) ?? schedulesOf(queries, answer.medicationId).at(-1);
  if (schedule?.pattern.kind !== 'prn' || !coversDay(schedule, localDateAt(at, resident.timeZone))) {
    return { kind: 'not-as-needed' };
  }
  if (schedule.holds.some(({ fromAt, untilAt }) => fromAt <= at && at < (untilAt ?? Infinity))) {
    return { kind: 'on-hold' };
  }
  const amount = answer.amount ?? 1;
  const refusal = refusedByLimits(queries, answer.medicationId, schedule.pattern, at, amount);
  return (
    refusal ?? { kind: 'accepted', medicationId: answer.medicationId, dose: null, amount, instead: null }
  );
}

/** Why the limits of a medication as needed forbid an intake; null when they do not. `exceptId`: one that is corrected. */
export function refusedByLimits(
  queries: Queries,
  medicationId: string,
  limits: PrnLimits,
  at: number,
  amount: number,
  exceptId: string | null = null,
): Refusal | null {
  const around = administeredBetween(queries, medicationId, at - DAY_MS, at + DAY_MS)
    .filter(({ id }) => id !== exceptId)
    .map(forEngine);
  const decision = prnDecision(limits, around, at, amount);
  return decision.kind === 'allowed' ? null : decision;
}

/** A resident's dose by its id, with every version of its medication's schedule; null when there is none, or none any more. */
export function doseOf(
  queries: Queries,
  resident: Resident,
  doseId: string,
): { readonly dose: Dose; readonly schedules: readonly Schedule[] } | null {
  const scheduleId = doseId.slice(0, 36);
  const row = queries.first(
    { medicationId: column.id, residentId: column.id },
    `SELECT medication_id AS medicationId, medications.user_id AS residentId
     FROM medication_schedules JOIN medications ON medications.id = medication_id
     WHERE medication_schedules.id = :scheduleId`,
    { scheduleId: idBytes(scheduleId) },
  );
  if (row?.residentId !== resident.id) return null;
  const schedules = schedulesOf(queries, row.medicationId);
  const schedule = schedules.find(({ id }) => id === scheduleId);
  const dose = schedule === undefined ? null : findDose(schedule, resident.timeZone, doseId);
  return dose === null ? null : { dose, schedules };
}

function isOf(queries: Queries, resident: Resident, medicationId: string): boolean {
  const row = queries.first(
    { residentId: column.id },
    'SELECT user_id AS residentId FROM medications WHERE id = :medicationId AND ended_at IS NULL',
    { medicationId: idBytes(medicationId) },
  );
  return row?.residentId === resident.id;
}

function coversDay({ startsOn, endsOn }: Schedule, localDate: string): boolean {
  return startsOn <= localDate && (endsOn === null || localDate <= endsOn);
}
