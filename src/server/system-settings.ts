/** SQL of what the owner sets for the hub itself, in system_config: its own names, and what may be done from afar. */
import { DEFAULT_HUB_SETTINGS, HubSettingsSchema, type HubSettings } from '#contracts/hub-settings.ts';
import type { Actor } from '#contracts/access.ts';
import type { AppendAudit } from './audited.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';

const KEY = 'hub';

export type SystemSettings = ReturnType<typeof createSystemSettings>;

export function createSystemSettings(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  appendAudit: AppendAudit,
) {
  const read = (): HubSettings => {
    const row = database.first({ value: column.json }, 'SELECT value FROM system_config WHERE key = :key', {
      key: KEY,
    });
    return row === undefined ? DEFAULT_HUB_SETTINGS : HubSettingsSchema.parse(row.value);
  };
  // Asked at every request.
  let current: HubSettings | null = null;

  return {
    read: (): HubSettings => (current ??= read()),

    async write(settings: HubSettings, actor: Actor): Promise<void> {
      await database.write((tx) => {
        tx.run(
          `INSERT INTO system_config (key, value, updated_at) VALUES (:key, :value, :now)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
          { key: KEY, value: JSON.stringify(settings), now: clock.now() },
        );
        appendAudit(tx, {
          action: 'hub-settings-changed',
          actor,
          detail: { before: current ?? read(), after: settings },
        });
        appendEvent(tx, { type: 'hub-settings.updated', residentId: null, data: { name: KEY } });
      });
      current = settings;
    },
  };
}
