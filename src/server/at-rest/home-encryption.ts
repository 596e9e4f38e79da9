/** Encryption of the home that runs: whether it is on, and turning it on. The key itself is in no event and no record. */
import type { Actor } from '#contracts/access.ts';
import type { RecoverySheet } from '#contracts/encryption.ts';
import type { AppendAudit } from '../audited.ts';
import type { Database } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { encryptHome } from './encrypt.ts';

export type HomeEncryption = ReturnType<typeof createHomeEncryption>;

export function createHomeEncryption(
  database: Database,
  dataDirectory: string,
  appendEvent: AppendEvent,
  appendAudit: AppendAudit,
) {
  return {
    isOn: (): boolean => database.key !== null,

    /**
     * Encrypts what is not encrypted yet and hands out the recovery sheet, once more where it is. Nothing else runs
     * meanwhile (encrypt.ts). Throws, with everything as it was, when the disk does not take it.
     */
    async turnOn(actor: Actor): Promise<RecoverySheet> {
      const wasOn = database.key !== null;
      const { sheet, left } = encryptHome(database, dataDirectory);
      await database.write((tx) => {
        appendAudit(tx, { action: wasOn ? 'recovery-sheet-shown' : 'encrypted', actor });
        if (!wasOn)
          appendEvent(tx, { type: 'hub-settings.updated', residentId: null, data: { name: 'encryption' } });
      });
      return { lines: sheet, leftPlain: left.length };
    },
  };
}
