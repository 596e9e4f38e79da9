/**
 * SQL of what the owner sets for the hub itself, in system_config: its own names, what may be done from afar, the mail
 * server, where the weather is of; and the key by which push services know the hub.
 */
import { DEFAULT_HUB_SETTINGS, HubSettingsSchema, type HubSettings } from '#contracts/hub-settings.ts';
import type { MailServerWish } from '#contracts/notifications.ts';
import type { WeatherPlace } from '#contracts/weather.ts';
import type { Actor } from '#contracts/access.ts';
import type { AppendAudit } from './audited.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { makeVapidKeys, wholeKeys, type VapidKeys } from './vapid-keys.ts';

/** As it is kept, with its password. */
export type MailServer = MailServerWish;

export type SystemSettings = ReturnType<typeof createSystemSettings>;

export function createSystemSettings(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  appendAudit: AppendAudit,
) {
  const valueIn = (queries: Queries, key: string): unknown =>
    queries.first({ value: column.json }, 'SELECT value FROM system_config WHERE key = :key', { key })?.value;
  const put = (tx: Writing, key: string, value: unknown): void => {
    tx.run(
      `INSERT INTO system_config (key, value, updated_at) VALUES (:key, :value, :now)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      { key, value: JSON.stringify(value), now: clock.now() },
    );
  };
  const read = (): HubSettings => {
    const value = valueIn(database, 'hub');
    return value === undefined ? DEFAULT_HUB_SETTINGS : HubSettingsSchema.parse(value);
  };
  // Asked at every request.
  let current: HubSettings | null = null;

  return {
    read: (): HubSettings => (current ??= read()),

    async write(settings: HubSettings, actor: Actor): Promise<void> {
      await database.write((tx) => {
        put(tx, 'hub', settings);
        appendAudit(tx, {
          action: 'hub-settings-changed',
          actor,
          detail: { before: current ?? read(), after: settings },
        });
        appendEvent(tx, { type: 'hub-settings.updated', residentId: null, data: { name: 'hub' } });
      });
      current = settings;
    },

    /** Null where there is none. */
    mailServer: (): MailServer | null => (valueIn(database, 'mail') ?? null) as MailServer | null,

    /** Replaces it; null takes it out. A password that is not told again stays, as long as server and user do. */
    saveMailServer: (wish: MailServerWish | null, actor: Actor): Promise<MailServer | null> =>
      database.write((tx) => {
        const known = (valueIn(tx, 'mail') ?? null) as MailServer | null;
        const isSame = known !== null && known.host === wish?.host && known.user === wish.user;
        const server = wish && { ...wish, password: wish.password ?? (isSame ? known.password : null) };
        put(tx, 'mail', server);
        const shown = (one: MailServer | null) => one && { host: one.host, from: one.from, user: one.user };
        appendAudit(tx, {
          ...{ action: 'hub-settings-changed', actor },
          detail: { before: shown(known), after: shown(server) },
        });
        appendEvent(tx, { type: 'hub-settings.updated', residentId: null, data: { name: 'mail' } });
        return server;
      }),

    /** Where the weather is of; null where it is off. */
    weatherPlace: (): WeatherPlace | null =>
      (valueIn(database, 'weather-place') ?? null) as WeatherPlace | null,

    saveWeatherPlace: (place: WeatherPlace | null, actor: Actor): Promise<void> =>
      database.write((tx) => {
        const before = (valueIn(tx, 'weather-place') ?? null) as WeatherPlace | null;
        put(tx, 'weather-place', place);
        appendAudit(tx, { action: 'hub-settings-changed', actor, detail: { before, after: place } });
        appendEvent(tx, { type: 'weather.updated', residentId: null, data: { name: 'weather' } });
      }),

    /** Made once, when the first phone asks for it: a phone that knows another one is not rung by this hub any more. */
    async vapidKeys(): Promise<VapidKeys> {
      const known = valueIn(database, 'vapid') as VapidKeys | undefined;
      const keys =
        known ?? (await database.write((tx) => (valueIn(tx, 'vapid') as VapidKeys | undefined) ?? make(tx)));
      return wholeKeys(keys);
    },
  };

  function make(tx: Writing): VapidKeys {
    const keys = makeVapidKeys();
    put(tx, 'vapid', keys);
    return keys;
  }
}
