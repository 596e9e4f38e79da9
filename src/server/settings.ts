/** SQL of a resident's own settings: one JSON value a key in user_settings. The vitals keep theirs themselves. */
import { AlertWatchSchema, DEFAULT_ALERT_WATCH, type AlertWatch } from '#contracts/alert-watch.ts';
import { AlertSettingsSchema, type AlertSettings } from '#contracts/alerts.ts';
import { CheckInSettingsSchema, type CheckInSettings } from '#contracts/check-ins.ts';
import { CardSettingsSchema, DEFAULT_CARD_SETTINGS, type CardSettings } from '#contracts/card.ts';
import {
  DEFAULT_NOTIFICATION_WISH,
  NotificationWishSchema,
  type NotificationWish,
} from '#contracts/notifications.ts';
import { GeneralSettingsSchema, type GeneralSettings } from '#contracts/settings.ts';
import { DEFAULT_LADDERS } from '#domain/alerts/ladder.ts';
import { conditionsOf, DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes } from './ids.ts';
import { newWebhookSecret } from './webhook-secret.ts';

/** Where it is kept that someone has diabetes: with the limits of the vitals. Both work within the caller's write. */
type DiabetesRecord = {
  readonly hasDiabetes: (queries: Queries, residentId: string) => boolean;
  readonly sayDiabetes: (tx: Writing, residentId: string, hasDiabetes: boolean) => void;
};

export type SettingsStore = ReturnType<typeof createSettingsStore>;

export function createSettingsStore(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  diabetes: DiabetesRecord,
) {
  /** One key replaced, or added. */
  function put(tx: Writing, residentId: string, key: string, value: unknown): void {
    tx.run(
      `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:residentId, :key, :value, :now)
       ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      { residentId: idBytes(residentId), key, value: JSON.stringify(value), now: clock.now() },
    );
  }

  return {
    /** How the resident wants the screens; what was never chosen is as by default. */
    general(residentId: string): GeneralSettings {
      const stored = valueOf(database, residentId, 'general');
      const settings = GeneralSettingsSchema.parse({ ...DEFAULT_GENERAL_SETTINGS, ...stored });
      const hasDiabetes = diabetes.hasDiabetes(database, residentId);
      return { ...settings, conditions: conditionsOf(settings.conditions, hasDiabetes) };
    },

    /** Replaces them. Diabetes goes where the vitals keep it, in the same write. */
    saveGeneral(residentId: string, { conditions, ...settings }: GeneralSettings): Promise<GeneralSettings> {
      return database.write((tx) => {
        const hasDiabetes = conditions.includes('diabetes');
        const saved = { ...settings, conditions: conditionsOf(conditions, hasDiabetes) };
        diabetes.sayDiabetes(tx, residentId, hasDiabetes);
        put(tx, residentId, 'general', { ...saved, conditions: conditionsOf(conditions, false) });
        appendEvent(tx, { type: 'profile.updated', residentId, data: { name: 'general', settings: saved } });
        return saved;
      });
    },

    /** What is written on the emergency card by hand. */
    card(residentId: string): CardSettings {
      return CardSettingsSchema.parse({ ...DEFAULT_CARD_SETTINGS, ...valueOf(database, residentId, 'card') });
    },

    /** Replaces it. */
    saveCard(residentId: string, settings: CardSettings): Promise<CardSettings> {
      return database.write((tx) => {
        put(tx, residentId, 'card', settings);
        appendEvent(tx, { type: 'profile.updated', residentId, data: { name: 'card', settings } });
        return settings;
      });
    },

    /** Who is told of what, and who is on duty; by default the ladders of src/domain/alerts/ladder.ts, without a rota. */
    alerts: (residentId: string): AlertSettings =>
      AlertSettingsSchema.parse({
        ...{ ladders: DEFAULT_LADDERS, rota: { order: [], shifts: [] } },
        ...valueOf(database, residentId, 'alerts'),
      }),

    /** When the resident is asked whether all is well; never, until somebody sets it. */
    checkIns: (residentId: string): CheckInSettings =>
      CheckInSettingsSchema.parse({ times: [], ...valueOf(database, residentId, 'check-ins') }),

    /** What is watched; nothing, until somebody sets it. */
    watch: (residentId: string): AlertWatch =>
      AlertWatchSchema.parse({ ...DEFAULT_ALERT_WATCH, ...valueOf(database, residentId, 'watch') }),

    /** Replaces it. */
    saveWatch(residentId: string, settings: AlertWatch): Promise<AlertWatch> {
      return database.write((tx) => {
        put(tx, residentId, 'watch', settings);
        appendEvent(tx, { type: 'alert-settings.updated', residentId, data: { id: residentId } });
        return settings;
      });
    },

    /** Since when these hold, ms UTC: nobody was asked, and nothing was missed, before. */
    since: (residentId: string, key: 'check-ins' | 'watch'): number =>
      database.first(
        { at: column.integer },
        'SELECT updated_at AS at FROM user_settings WHERE user_id = :residentId AND key = :key',
        { residentId: idBytes(residentId), key },
      )?.at ?? 0,

    /** Replaces it. */
    saveCheckIns(residentId: string, settings: CheckInSettings): Promise<CheckInSettings> {
      return database.write((tx) => {
        put(tx, residentId, 'check-ins', settings);
        appendEvent(tx, { type: 'check-in-settings.updated', residentId, data: { id: residentId } });
        return settings;
      });
    },

    /** How a person is told while no page is open to them, and the secret of their webhook where they have one. */
    notifications(userId: string): NotificationWish & { readonly webhookSecret: string | null } {
      const stored = valueOf(database, userId, 'notifications');
      const { webhookSecret } = z.object({ webhookSecret: z.string().nullable().catch(null) }).parse(stored);
      return {
        ...NotificationWishSchema.parse({ ...DEFAULT_NOTIFICATION_WISH, ...stored }),
        webhookSecret,
      };
    },

    /** Replaces it. A webhook keeps its secret as long as there is one. */
    saveNotifications(userId: string, wish: NotificationWish): Promise<void> {
      return database.write((tx) => {
        const { webhookSecret = newWebhookSecret() } = valueOf(tx, userId, 'notifications') as {
          webhookSecret?: string;
        };
        put(tx, userId, 'notifications', { ...wish, ...(wish.webhook && { webhookSecret }) });
        appendEvent(tx, { type: 'notifications.changed', residentId: null, data: { id: userId } });
      });
    },

    /** Replaces them. */
    saveAlerts(residentId: string, settings: AlertSettings): Promise<AlertSettings> {
      return database.write((tx) => {
        put(tx, residentId, 'alerts', settings);
        appendEvent(tx, { type: 'alert-settings.updated', residentId, data: { id: residentId } });
        return settings;
      });
    },
  };
}

/** Empty for what was never saved. A setting that is younger than what was saved is absent. */
function valueOf(queries: Queries, residentId: string, key: string): object {
  const row = queries.first(
    { value: column.json },
    'SELECT value FROM user_settings WHERE user_id = :residentId AND key = :key',
    { residentId: idBytes(residentId), key },
  );
  return typeof row?.value === 'object' && row.value !== null ? row.value : {};
}
