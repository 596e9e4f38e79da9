/** Writing down what was taken or skipped, and reading it again. Whether it may be is decide.ts's. */
import type { Actor } from '#contracts/access.ts';
import type { Administration, NewAdministration } from '#contracts/doses.ts';
import { localDateAt } from '#domain/calendar.ts';
import * as column from '../columns.ts';
import type { Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import {
  administeredBetween,
  administrationsBefore,
  answerOf,
  answersBetween,
  findAdministration,
  keepBefore,
  OUTCOME,
  STATUS,
} from './administration-rows.ts';
import { decide, type Accepted, type Refusal, type Resident } from './decide.ts';
import type { Parts } from './parts.ts';

/** Who writes an answer down. */
export type Recorder = Pick<Actor, 'id' | 'name' | 'role'>;

export type RecordOutcome = { readonly kind: 'recorded'; readonly administration: Administration } | Refusal;

export function createAdministrationsPart({ database, clock, appendEvent }: Parts) {
  /** Writes one down, or puts it in the place of the one that it corrects. */
  const store = (
    tx: Writing,
    resident: Resident,
    { answer, at, accepted }: { answer: NewAdministration; at: number; accepted: Accepted },
    recorder: Recorder,
  ): Administration => {
    const now = clock.now();
    const { instead, dose, amount } = accepted;
    const id = instead?.id ?? newId(now);
    if (instead !== null) keepBefore(tx, 'amended', instead, { actorId: recorder.id, now });
    tx.run(instead === null ? INSERT : REPLACE, {
      ...(instead === null
        ? {
            ...{ medicationId: idBytes(accepted.medicationId), doseId: dose?.id ?? null },
            ...{
              dueAt: dose?.window.dueAt ?? null,
              lateAt: dose?.window.lateAt ?? null,
              status: STATUS.final,
            },
          }
        : { status: STATUS.amended }),
      ...{ id: idBytes(id), outcome: OUTCOME[answer.outcome], at, amount },
      ...{ timeZone: resident.timeZone, localDate: localDateAt(at, resident.timeZone) },
      ...{ reason: 'reason' in answer ? (answer.reason ?? '') : '', note: answer.note ?? '' },
      ...{ now, recordedBy: recorder.id, recordedByName: recorder.name, recordedFrom: placeOf(recorder) },
    });
    const administration = findAdministration(tx, id);
    if (administration === undefined) throw new Error('An answer that was just written is not there.');
    appendEvent(tx, {
      type: 'dose.recorded',
      residentId: resident.id,
      data: { id, change: instead === null ? 'recorded' : 'amended', administration },
    });
    return administration;
  };

  return {
    /** Writes answers down, each that may be; one that may not does not hold up the others. In the order given. */
    recordAnswers(
      resident: Resident,
      answers: readonly NewAdministration[],
      recorder: Recorder,
    ): Promise<RecordOutcome[]> {
      return database.write((tx) =>
        answers.map((answer) => {
          const at = answer.at === undefined ? clock.now() : Date.parse(answer.at);
          const accepted = decide(tx, resident, answer, at);
          if (accepted.kind !== 'accepted') return accepted;
          return {
            kind: 'recorded',
            administration: store(tx, resident, { answer, at, accepted }, recorder),
          };
        }),
      );
    },

    /** The doses with an answer that were due at an instant or later, everyone's, with when each was due. */
    answeredSince: (since: number): [doseId: string, dueAt: number][] =>
      database
        .all(
          { doseId: column.text, dueAt: column.integer },
          `SELECT dose_id AS doseId, due_at AS dueAt FROM medication_log
           WHERE due_at >= :since AND status < 2 AND due_at IS NOT NULL`,
          { since },
        )
        .map(({ doseId, dueAt }) => [doseId, dueAt]),

    /** Whether there is an answer to a dose that stands. */
    isAnswered: (doseId: string): boolean => answerOf(database, doseId) !== undefined,

    /** One administration, whoever's it is and whatever became of it. */
    findAdministration: (id: string) => findAdministration(database, id),

    /** The answers to a medication's doses that were due from an instant until before another. */
    answersBetween: (medicationId: string, from: number, to: number) =>
      answersBetween(database, medicationId, from, to),

    /** What of a medication was taken or skipped from an instant until another, in order of time. */
    administeredBetween: (medicationId: string, from: number, to: number) =>
      administeredBetween(database, medicationId, from, to),

    /** The record of a medication, newest first, what was taken back too. */
    administrationsBefore: (medicationId: string, before: { at: number; id: string }, limit: number) =>
      administrationsBefore(database, medicationId, before, limit),
  };
}

function placeOf({ role }: Recorder): Administration['recordedFrom'] {
  return role === 'mirror' || role === 'console' ? role : 'phone';
}

const INSERT = `
  INSERT INTO medication_log (id, medication_id, dose_id, due_at, late_at, outcome, administered_at, time_zone,
    local_date, amount, reason, note, status, recorded_at, recorded_by, recorded_by_name, recorded_from)
  VALUES (:id, :medicationId, :doseId, :dueAt, :lateAt, :outcome, :at, :timeZone, :localDate, :amount, :reason, :note,
    :status, :now, :recordedBy, :recordedByName, :recordedFrom)`;

const REPLACE = `
  UPDATE medication_log SET outcome = :outcome, administered_at = :at, time_zone = :timeZone,
    local_date = :localDate, amount = :amount, reason = :reason, note = :note, status = :status, recorded_at = :now,
    recorded_by = :recordedBy, recorded_by_name = :recordedByName, recorded_from = :recordedFrom
  WHERE id = :id`;
