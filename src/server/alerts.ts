/** SQL of the alerts: raised once for each subject, climbing step by step, with a receipt for each message. */
import type { Alert, AlertFacts, AlertReceipt, RESOLVED_WHYS } from '#contracts/alerts.ts';
import { endsWhenSeen, SEVERITIES, type Severity } from '#domain/alerts/kinds.ts';
import { createMessagesPart } from './alerts/messages.ts';
import {
  ALERT_COLUMNS,
  findAlert,
  receiptsOf,
  SELECT_ALERTS,
  snoozesOf,
  toAlert,
  type StoredAlert,
} from './alerts/rows.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

export type RaisedAlert = {
  readonly residentId: string;
  /** One alert that is not over for each subject of a kind. */
  readonly subject: string;
  readonly severity: Severity;
  readonly facts: AlertFacts;
  /** From when its steps are counted; now, when absent. */
  readonly beginsAt?: number;
};

/** Whom a step tells, and by which channel. Null is the home itself. */
export type Told = { readonly recipientId: string | null; readonly channel: AlertReceipt['channel'] };

/** `userId` is null for the mirror and the console. */
type Who = { readonly id: string; readonly name: string; readonly userId: string | null };
type Why = (typeof RESOLVED_WHYS)[number];

export type AlertsStore = ReturnType<typeof createAlertsStore>;

/** `canBeSnoozed` says of an alert whether its ladder lets a person have it wait. */
export function createAlertsStore(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  canBeSnoozed: (alert: StoredAlert) => boolean,
) {
  const view = (alert: StoredAlert): Alert => {
    const { subject: _subject, fired: _fired, ...shown } = alert;
    return { ...shown, canBeSnoozed: canBeSnoozed(alert) };
  };

  const alertIn = (queries: Queries, id: string): StoredAlert => {
    const alert = findAlert(queries, id, clock.now());
    if (alert === undefined) throw new Error('An alert that was written is not there.');
    return alert;
  };

  const tell = (tx: Writing, type: 'alert.raised' | 'alert.changed' | 'alert.acknowledged', id: string) => {
    const alert = alertIn(tx, id);
    appendEvent(tx, { type, residentId: alert.residentId, data: view(alert) });
    return alert;
  };

  const resolveById = (tx: Writing, id: string, why: Why): void => {
    tx.run(
      `UPDATE alerts SET resolved_at = :now, resolved_why = :why, next_at = NULL
       WHERE id = :id AND resolved_at IS NULL`,
      { id: idBytes(id), now: clock.now(), why },
    );
  };

  /** Raises it, within a write. One that is not over stays as it is, unless it became worse: then it begins anew. */
  const raiseIn = (tx: Writing, { residentId, subject, severity, facts, beginsAt }: RaisedAlert): string => {
    const now = clock.now();
    const begins = beginsAt ?? now;
    const of = { residentId: idBytes(residentId), kind: facts.kind, subject };
    const known = tx.first(
      { id: column.id, severity: column.oneOf(SEVERITIES), facts: column.json },
      OPEN_OF,
      of,
    );
    if (known !== undefined) {
      if (!isWorse(known.severity, severity) && !isLaterStage(known.facts as AlertFacts, facts))
        return known.id;
      tx.run(
        `UPDATE alerts SET severity = :severity, facts = :facts, begins_at = :begins, next_at = :begins, fired = 0,
           acknowledged_at = NULL, acknowledged_by = NULL, acknowledged_by_name = NULL WHERE id = :id`,
        { id: idBytes(known.id), severity, facts: JSON.stringify(facts), begins },
      );
      tx.run('DELETE FROM alert_snoozes WHERE alert_id = :id', { id: idBytes(known.id) });
      tell(tx, 'alert.raised', known.id);
      return known.id;
    }
    const id = newId(now);
    tx.run(
      `INSERT INTO alerts (id, user_id, kind, subject, severity, facts, raised_at, begins_at, next_at)
       VALUES (:id, :residentId, :kind, :subject, :severity, :facts, :now, :begins, :begins)`,
      { ...of, id: idBytes(id), severity, facts: JSON.stringify(facts), now, begins },
    );
    tell(tx, 'alert.raised', id);
    return id;
  };

  const tellChanged = (tx: Writing, id: string): void => {
    tell(tx, 'alert.changed', id);
  };

  return {
    ...createMessagesPart({ database, clock, tellChanged }),

    view,

    /** Whoever's it is. */
    find: (id: string) => findAlert(database, id, clock.now()),

    /** What is not over, the newest first; a hundred at most. */
    open: (residentId: string): StoredAlert[] =>
      database
        .all(
          ALERT_COLUMNS,
          `${SELECT_ALERTS} WHERE user_id = :residentId AND resolved_at IS NULL ${NEWEST} LIMIT 100`,
          {
            residentId: idBytes(residentId),
          },
        )
        .map((row) => toAlert(database, row, clock.now())),

    /** What is over, the newest first, from before `raisedAt` and `id`. */
    past: (residentId: string, before: { raisedAt: number; id: string }, limit: number): StoredAlert[] =>
      database
        .all(
          ALERT_COLUMNS,
          `${SELECT_ALERTS} WHERE user_id = :residentId AND resolved_at IS NOT NULL
             AND (raised_at, id) < (:raisedAt, :id) ${NEWEST} LIMIT :limit`,
          {
            residentId: idBytes(residentId),
            ...{ raisedAt: before.raisedAt, id: idBytes(before.id), limit },
          },
        )
        .map((row) => toAlert(database, row, clock.now())),

    /** What became of each message of an alert, in the order in which they were sent. */
    receipts: (id: string): AlertReceipt[] => receiptsOf(database, id),

    raiseIn,

    raise: (alert: RaisedAlert): Promise<StoredAlert> =>
      database.write((tx) => alertIn(tx, raiseIn(tx, alert))),

    /** What it was about is over, within a write. Nothing happens where there is none. */
    resolveIn(tx: Writing, residentId: string, kind: AlertFacts['kind'], subject: string, why: Why): void {
      const known = tx.first({ id: column.id }, OPEN_OF, { residentId: idBytes(residentId), kind, subject });
      if (known === undefined) return;
      resolveById(tx, known.id, why);
      tell(tx, 'alert.changed', known.id);
    },

    /** The answer was taken back, within a write: what it had ended begins anew. Nothing happens where it had ended none. */
    reopenIn(tx: Writing, residentId: string, kind: AlertFacts['kind'], subject: string): void {
      const ended = tx.first(
        { severity: column.oneOf(SEVERITIES), facts: column.json },
        `SELECT severity, facts FROM alerts
         WHERE user_id = :residentId AND kind = :kind AND subject = :subject AND resolved_at IS NOT NULL
           AND resolved_why = 'answered' ORDER BY raised_at DESC LIMIT 1`,
        { residentId: idBytes(residentId), kind, subject },
      );
      if (ended === undefined) return;
      raiseIn(tx, { residentId, subject, severity: ended.severity, facts: ended.facts as AlertFacts });
    },

    /** Ends one: it was cancelled before it began, or somebody says that all is well. */
    resolve: (alert: StoredAlert, why: Why): Promise<StoredAlert> =>
      database.write((tx) => {
        resolveById(tx, alert.id, why);
        return tell(tx, 'alert.changed', alert.id);
      }),

    /** Cancels one that has not begun. Undefined when it has, or is over: it cannot be taken back then. */
    cancel: (id: string): Promise<StoredAlert | undefined> =>
      database.write((tx) => {
        const alert = findAlert(tx, id, clock.now());
        if (alert?.state !== 'pending') return undefined;
        resolveById(tx, id, 'cancelled');
        return tell(tx, 'alert.changed', id);
      }),

    /** Somebody sees to it: nobody else is told. The first who says so stays named. */
    acknowledge: ({ id }: StoredAlert, by: Who): Promise<StoredAlert> =>
      database.write((tx) => {
        const alert = alertIn(tx, id);
        const now = clock.now();
        tx.run(
          `UPDATE alert_notifications SET acknowledged_at = :now, shown_at = coalesce(shown_at, :now)
           WHERE alert_id = :id AND acknowledged_at IS NULL AND recipient_id IS :recipientId`,
          { id: idBytes(id), now, recipientId: by.userId === null ? null : idBytes(by.userId) },
        );
        if (alert.acknowledged !== null || alert.resolved !== null) return alert;
        tx.run(
          `UPDATE alerts SET acknowledged_at = :now, acknowledged_by = :by, acknowledged_by_name = :name, next_at = NULL
           WHERE id = :id`,
          { id: idBytes(id), now, by: by.id, name: by.name },
        );
        const isMissed = alert.facts.kind === 'dose' && alert.facts.stage === 'missed';
        if (endsWhenSeen(alert.kind, isMissed)) resolveById(tx, id, 'seen-to');
        return tell(tx, 'alert.acknowledged', id);
      }),

    /** Has it wait for one person, who is told again afterwards. */
    snooze: (id: string, userId: string, untilAt: number): Promise<StoredAlert> =>
      database.write((tx) => {
        tx.run(
          `INSERT INTO alert_snoozes (alert_id, user_id, until_at) VALUES (:id, :userId, :untilAt)
           ON CONFLICT (alert_id, user_id) DO UPDATE SET until_at = max(until_at, excluded.until_at)`,
          { id: idBytes(id), userId: idBytes(userId), untilAt },
        );
        tx.run(
          `UPDATE alerts SET next_at = min(coalesce(next_at, :untilAt), :untilAt)
           WHERE id = :id AND resolved_at IS NULL AND acknowledged_at IS NULL`,
          { id: idBytes(id), untilAt },
        );
        return tell(tx, 'alert.changed', id);
      }),

    /** Who has it wait, each until when. */
    snoozes: (id: string): ReadonlyMap<string, number> => snoozesOf(database, id),

    /** A screen showed what was sent to this person (null: to the mirror). */
    shown: (id: string, recipientId: string | null): Promise<void> =>
      database.write((tx) => {
        const shown = tx.run(
          `UPDATE alert_notifications SET shown_at = :now
           WHERE alert_id = :id AND shown_at IS NULL AND recipient_id IS :recipientId`,
          {
            id: idBytes(id),
            now: clock.now(),
            recipientId: recipientId === null ? null : idBytes(recipientId),
          },
        );
        if (shown > 0) tell(tx, 'alert.changed', id);
      }),

    /** Alerts whose next step is to be looked at by now, the oldest first. */
    due: (now: number): StoredAlert[] =>
      database
        .all(ALERT_COLUMNS, `${SELECT_ALERTS} WHERE next_at <= :now ORDER BY next_at LIMIT 100`, { now })
        .map((row) => toAlert(database, row, now)),

    /** When the next is to be looked at; null when there is none. */
    nextAt: (): number | null =>
      database.first(
        { at: column.nullable(column.integer) },
        'SELECT min(next_at) AS at FROM alerts WHERE next_at IS NOT NULL',
      )?.at ?? null,

    /**
     * Writes down that a step was said, to whom, and when the next is; whose waiting is over by now is told with it, and
     * waits no more. False, and nothing is written, when it was said before or nobody is to hear of it any more.
     */
    fire: (
      alert: StoredAlert,
      step: { readonly fired: number; readonly told: readonly Told[]; readonly nextAt: number | null },
    ): Promise<boolean> =>
      database.write((tx) => {
        const moved = tx.run(
          `UPDATE alerts SET fired = :fired, next_at = :nextAt
           WHERE id = :id AND fired = :before AND resolved_at IS NULL AND acknowledged_at IS NULL`,
          { id: idBytes(alert.id), before: alert.fired, fired: step.fired, nextAt: step.nextAt },
        );
        const now = clock.now();
        const ended = tx.run('DELETE FROM alert_snoozes WHERE alert_id = :id AND until_at <= :now', {
          ...{ id: idBytes(alert.id), now },
        });
        if (moved === 0 || (step.fired === alert.fired && ended === 0)) return false;
        for (const { recipientId, channel } of step.told) {
          // A screen of the home shows it by itself; a service is given it by the notifier.
          const nextTryAt = channel === 'mirror' || channel === 'live' ? null : now;
          tx.run(
            `INSERT INTO alert_notifications (id, alert_id, step, recipient_id, channel, sent_at, next_try_at)
             VALUES (:id, :alertId, :step, :recipientId, :channel, :now, :nextTryAt)`,
            {
              nextTryAt,
              ...{ id: idBytes(newId(now)), alertId: idBytes(alert.id), step: alert.fired, channel, now },
              recipientId: recipientId === null ? null : idBytes(recipientId),
            },
          );
        }
        const told = alertIn(tx, alert.id);
        const recipientIds = step.told.flatMap(({ recipientId }) => recipientId ?? []);
        const data = { id: alert.id, step: alert.fired, recipientIds, alert: view(told) };
        appendEvent(tx, { type: 'alert.notified', residentId: alert.residentId, data });
        return true;
      }),

    /** Looks at it again later: quiet hours, or nobody to tell yet. */
    wait: ({ id }: StoredAlert, nextAt: number | null): Promise<void> =>
      database.write((tx) => {
        tx.run('UPDATE alerts SET next_at = :nextAt WHERE id = :id AND resolved_at IS NULL', {
          id: idBytes(id),
          nextAt,
        });
      }),
  };
}

const NEWEST = 'ORDER BY raised_at DESC, id DESC';
const OPEN_OF = `SELECT id, severity, facts FROM alerts
  WHERE user_id = :residentId AND kind = :kind AND subject = :subject AND resolved_at IS NULL`;

function isWorse(known: Severity, severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(known);
}

/** A dose that was late is missed now; what was very high is so again after a rest. */
function isLaterStage(known: AlertFacts, facts: AlertFacts): boolean {
  if (known.kind === 'vital' && facts.kind === 'vital') return !known.isRepeated && facts.isRepeated;
  return known.kind === 'dose' && facts.kind === 'dose' && known.stage === 'late' && facts.stage === 'missed';
}
