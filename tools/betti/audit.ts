/** `betti audit verify`: whether the record of who did what is as it was written. */
import type { AuditCheck } from '#contracts/audit.ts';
import { atTheDesk } from './desk.ts';
import { UsageError } from './usage-error.ts';

export async function verifyAudit(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('This command takes nothing more.');
  await atTheDesk(async (desk) => {
    const { rows, brokenAt } = (await desk.ask('GET', '/api/audit/check')) as AuditCheck;
    if (brokenAt !== null)
      throw new Error(`The record was changed: line ${String(brokenAt)} is not as it was written.`);
    console.log(`All ${String(rows)} lines of the record are as they were written.`);
  });
}
