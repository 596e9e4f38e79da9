/** A row of alerts as an alert, with its receipts and who has it wait: what every way of changing one stands on. */
import type { Alert, AlertFacts, AlertReceipt } from '#contracts/alerts.ts';
import { NOTIFICATION_CHANNELS, RESOLVED_WHYS } from '#contracts/alerts.ts';
import { SEND_FAILURES } from '#contracts/notifications.ts';
import { ALERT_KINDS, SEVERITIES } from '#domain/alerts/kinds.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';
import { idBytes } from '../ids.ts';

/** `canBeSnoozed` comes from the ladder, which the settings hold. */
export type StoredAlert = Omit<Alert, 'canBeSnoozed'> & {
  readonly subject: string;
  readonly fired: number;
};

export const ALERT_COLUMNS = {
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

export const SELECT_ALERTS = `
  SELECT id, user_id AS residentId, kind, subject, severity, facts, raised_at AS raisedAt, begins_at AS beginsAt, fired,
    next_at AS nextAt, acknowledged_at AS acknowledgedAt, acknowledged_by AS acknowledgedBy,
    acknowledged_by_name AS acknowledgedByName, resolved_at AS resolvedAt, resolved_why AS resolvedWhy
  FROM alerts`;
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

export function receiptsOf(queries: Queries, alertId: string): AlertReceipt[] {
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

export function snoozesOf(queries: Queries, alertId: string): ReadonlyMap<string, number> {
  const rows = queries.all(
    { userId: column.id, untilAt: column.integer },
    'SELECT user_id AS userId, until_at AS untilAt FROM alert_snoozes WHERE alert_id = :alertId',
    { alertId: idBytes(alertId) },
  );
  return new Map(rows.map(({ userId, untilAt }) => [userId, untilAt]));
}

export function findAlert(queries: Queries, id: string, now: number): StoredAlert | undefined {
  const row = queries.first(ALERT_COLUMNS, `${SELECT_ALERTS} WHERE id = :id`, { id: idBytes(id) });
  return row && toAlert(queries, row, now);
}

export function toAlert(queries: Queries, row: column.Row<typeof ALERT_COLUMNS>, now: number): StoredAlert {
  const { acknowledgedAt, acknowledgedBy, acknowledgedByName, resolvedAt, resolvedWhy, facts, ...same } = row;
  const told = new Map(
    receiptsOf(queries, row.id).flatMap(({ recipient }) =>
      recipient === null ? [] : [[recipient.id, recipient]],
    ),
  );
  return {
    ...same,
    // Written by raiseIn(), whose types are those of the contract.
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
