/** SQL of the alerts: raised once for each subject, climbing step by step, with a receipt for each message. */
import type { Alert, AlertFacts, AlertReceipt } from '#contracts/alerts.ts';
import { NOTIFICATION_CHANNELS, RESOLVED_WHYS } from '#contracts/alerts.ts';
import { SEND_FAILURES, type SendFailure } from '#contracts/notifications.ts';
import {
  ALERT_KINDS,
  endsWhenSeen,
  OUTSIDE_CHANNELS,
  SEVERITIES,
  type Severity,
} from '#domain/alerts/kinds.ts';
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

/** `canBeSnoozed` comes from the ladder, which the settings hold. */
export type StoredAlert = Omit<Alert, 'canBeSnoozed'> & {
  readonly subject: string;
  readonly fired: number;
};

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

  return {
    view,

    /** Whoever's it is. */
    find: (id: string) => findAlert(database, id, clock.now()),

    /** What is not over, the newest first; a hundred at most. */
    open: (residentId: string): StoredAlert[] =>
      database
        .all(
          ALERT_COLUMNS,
          `${SELECT} WHERE user_id = :residentId AND resolved_at IS NULL ${NEWEST} LIMIT 100`,
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
          `${SELECT} WHERE user_id = :residentId AND resolved_at IS NOT NULL
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
        .all(ALERT_COLUMNS, `${SELECT} WHERE next_at <= :now ORDER BY next_at LIMIT 100`, { now })
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

    /** Messages that a service is to be given by now, in the order in which they were said. */
    toSend: (now: number): Outgoing[] =>
      database.all(
        OUTGOING_COLUMNS,
        `SELECT id, alert_id AS alertId, step, recipient_id AS recipientId, channel, attempts
         FROM alert_notifications WHERE next_try_at <= :now ORDER BY next_try_at, id LIMIT 50`,
        { now },
      ),

    /** When the next is to be tried; null when there is none. */
    nextTryAt: (): number | null =>
      database.first(
        { at: column.nullable(column.integer) },
        'SELECT min(next_try_at) AS at FROM alert_notifications WHERE next_try_at IS NOT NULL',
      )?.at ?? null,

    /** Writes down what became of one: a service took it, or why not and when it is tried again (null: no more). */
    tried: (
      { id, alertId }: Outgoing,
      failure: SendFailure | null,
      nextTryAt: number | null = null,
    ): Promise<void> =>
      database.write((tx) => {
        tx.run(
          `UPDATE alert_notifications SET attempts = attempts + 1, failure = :failure, next_try_at = :nextTryAt,
             taken_at = :takenAt WHERE id = :id AND taken_at IS NULL`,
          { id: idBytes(id), failure, nextTryAt, takenAt: failure === null ? clock.now() : null },
        );
        tell(tx, 'alert.changed', alertId);
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

const ALERT_COLUMNS = {
  id: column.id,
  residentId: column.id,
  kind: column.oneOf(ALERT_KINDS),
  subject: column.text,
  severity: column.oneOf(SEVERITIES),
  facts: column.json,
  raisedAt: column.instant,
  beginsAt: column.instant,
  fired: column.integer,
  nextAt: column.nullable(column.instant),
  acknowledgedAt: column.nullable(column.instant),
  acknowledgedBy: column.nullable(column.text),
  acknowledgedByName: column.nullable(column.text),
  resolvedAt: column.nullable(column.instant),
  resolvedWhy: column.nullable(column.oneOf(RESOLVED_WHYS)),
};

const SELECT = `
  SELECT id, user_id AS residentId, kind, subject, severity, facts, raised_at AS raisedAt, begins_at AS beginsAt, fired,
    next_at AS nextAt, acknowledged_at AS acknowledgedAt, acknowledged_by AS acknowledgedBy,
    acknowledged_by_name AS acknowledgedByName, resolved_at AS resolvedAt, resolved_why AS resolvedWhy
  FROM alerts`;
const NEWEST = 'ORDER BY raised_at DESC, id DESC';
const OPEN_OF = `SELECT id, severity, facts FROM alerts
  WHERE user_id = :residentId AND kind = :kind AND subject = :subject AND resolved_at IS NULL`;

const OUTGOING_COLUMNS = {
  id: column.id,
  alertId: column.id,
  step: column.integer,
  recipientId: column.id,
  channel: column.oneOf(OUTSIDE_CHANNELS),
  attempts: column.integer,
};
/** A message that a service is to be given. */
export type Outgoing = column.Row<typeof OUTGOING_COLUMNS>;

const RECEIPT_COLUMNS = {
  id: column.id,
  step: column.integer,
  recipientId: column.nullable(column.id),
  recipientName: column.nullable(column.text),
  channel: column.oneOf(NOTIFICATION_CHANNELS),
  sentAt: column.nullable(column.instant),
  failure: column.nullable(column.oneOf(SEND_FAILURES)),
  shownAt: column.nullable(column.instant),
  acknowledgedAt: column.nullable(column.instant),
};

function receiptsOf(queries: Queries, alertId: string): AlertReceipt[] {
  return queries
    .all(
      RECEIPT_COLUMNS,
      `SELECT n.id, n.step, n.recipient_id AS recipientId, u.name AS recipientName, n.channel,
         CASE WHEN n.channel IN ('mirror', 'live') THEN n.sent_at ELSE n.taken_at END AS sentAt, n.failure,
         n.shown_at AS shownAt, n.acknowledged_at AS acknowledgedAt
       FROM alert_notifications AS n LEFT JOIN users AS u ON u.id = n.recipient_id
       WHERE n.alert_id = :alertId ORDER BY n.step, n.id`,
      { alertId: idBytes(alertId) },
    )
    .map(({ recipientId, recipientName, ...rest }) => ({
      ...rest,
      recipient: recipientId === null ? null : { id: recipientId, name: recipientName ?? '' },
    }));
}

function snoozesOf(queries: Queries, alertId: string): ReadonlyMap<string, number> {
  const rows = queries.all(
    { userId: column.id, untilAt: column.integer },
    'SELECT user_id AS userId, until_at AS untilAt FROM alert_snoozes WHERE alert_id = :alertId',
    { alertId: idBytes(alertId) },
  );
  return new Map(rows.map(({ userId, untilAt }) => [userId, untilAt]));
}

function findAlert(queries: Queries, id: string, now: number): StoredAlert | undefined {
  const row = queries.first(ALERT_COLUMNS, `${SELECT} WHERE id = :id`, { id: idBytes(id) });
  return row && toAlert(queries, row, now);
}

function toAlert(queries: Queries, row: column.Row<typeof ALERT_COLUMNS>, now: number): StoredAlert {
  const { acknowledgedAt, acknowledgedBy, acknowledgedByName, resolvedAt, resolvedWhy, facts, ...same } = row;
  const told = new Map(
    receiptsOf(queries, row.id).flatMap(({ recipient }) =>
      recipient === null ? [] : [[recipient.id, recipient]],
    ),
  );
  return {
    ...same,
    // Written by raiseIn() above, whose types are those of the contract.
    facts: facts as AlertFacts,
    state:
      resolvedAt !== null
        ? 'resolved'
        : acknowledgedAt !== null
          ? 'acknowledged'
          : Date.parse(row.beginsAt) > now
            ? 'pending'
            : 'open',
    acknowledged:
      acknowledgedAt === null || acknowledgedBy === null
        ? null
        : { at: acknowledgedAt, by: { id: acknowledgedBy, name: acknowledgedByName ?? '' } },
    resolved: resolvedAt === null || resolvedWhy === null ? null : { at: resolvedAt, why: resolvedWhy },
    told: [...told.values()],
  };
}

function isWorse(known: Severity, severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(known);
}

/** A dose that was late is missed now; what was very high is so again after a rest. */
function isLaterStage(known: AlertFacts, facts: AlertFacts): boolean {
  if (known.kind === 'vital' && facts.kind === 'vital') return !known.isRepeated && facts.isRepeated;
  return known.kind === 'dose' && facts.kind === 'dose' && known.stage === 'late' && facts.stage === 'missed';
}
