/** A resident's own units and limits, in user_settings under the key 'vitals'. */
import { VitalsSettingsSchema, type VitalsSettings } from '#contracts/vitals/settings.ts';
import { profileOf, type Profile } from '#domain/vitals/profile.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import type { Parts } from './parts.ts';

/** Before anyone has chosen: canonical units, the published limits. */
const DEFAULT_SETTINGS: VitalsSettings = {
  units: { bloodPressure: 'mm[Hg]', bodyTemperature: 'Cel', bodyWeight: 'kg', glucose: 'mmol/L' },
  hasDiabetes: false,
  overrides: [],
};

/** What holds for a resident. Throws when the stored settings are not what this program wrote. */
export function settingsOf(queries: Queries, residentId: string): VitalsSettings {
  const row = queries.first(
    { value: column.json },
    `SELECT value FROM user_settings WHERE user_id = :residentId AND key = 'vitals'`,
    { residentId: idBytes(residentId) },
  );
  return row === undefined ? DEFAULT_SETTINGS : VitalsSettingsSchema.parse(row.value);
}

/** The limits that hold for a resident. */
export function profileFor(queries: Queries, residentId: string): Profile {
  return profileOf(settingsOf(queries, residentId));
}

export function createSettingsPart({ database, clock, appendEvent }: Parts) {
  function save(tx: Writing, residentId: string, settings: VitalsSettings): VitalsSettings {
    tx.run(
      `INSERT INTO user_settings (user_id, key, value, updated_at) VALUES (:residentId, 'vitals', :value, :now)
       ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      { residentId: idBytes(residentId), value: JSON.stringify(settings), now: clock.now() },
    );
    appendEvent(tx, { type: 'settings.updated', residentId, data: { name: 'vitals', settings } });
    return settings;
  }

  return {
    /** The resident's units and limits. */
    settings: (residentId: string) => settingsOf(database, residentId),

    /** Replaces them. The limits must make sense together: see overrideProblems(). */
    saveSettings(residentId: string, settings: VitalsSettings): Promise<VitalsSettings> {
      return database.write((tx) => save(tx, residentId, settings));
    },

    /** Whether the resident has diabetes, as the rules ask for it. */
    hasDiabetes: (queries: Queries, residentId: string) => settingsOf(queries, residentId).hasDiabetes,

    /** Sets that alone, within the caller's write. Nothing happens, and no event, when it is so already. */
    sayDiabetes(tx: Writing, residentId: string, hasDiabetes: boolean): void {
      const settings = settingsOf(tx, residentId);
      if (settings.hasDiabetes !== hasDiabetes) save(tx, residentId, { ...settings, hasDiabetes });
    },
  };
}
