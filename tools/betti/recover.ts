/** `betti encrypt --recover`: takes the typed recovery sheet and puts the key in its place, once it is known to be the one. */
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { readSheet, readSheetLine } from '#domain/recovery-sheet.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { opensWith } from '#server/at-rest/gate.ts';
import { keyPathIn, replaceKey } from '#server/at-rest/keys.ts';
import { systemClock } from '#server/clock.ts';
import { databasePathIn } from '#server/data-directory.ts';
import { dataDirectory } from './desk.ts';
import { atTheTerminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export async function recoverKey(args: string[]): Promise<void> {
  const [backup, ...more] = args;
  if (more.length > 0 || backup?.startsWith('-')) throw new UsageError('Name no more than one backup.');
  const directory = dataDirectory();
  const target = backup === undefined ? databasePathIn(directory) : resolve(backup);
  assertIsEncrypted(target);
  const key = process.stdin.isTTY ? await askForKey() : keyIn(await text(process.stdin));
  if (!opensWith(target, key))
    throw new Error(
      `This is a whole key, and not the one of ${target}. Nothing was changed. Is it another sheet?`,
    );
  const aside = replaceKey(directory, key, systemClock);
  console.log(`The key opens ${target}, and is in its place: ${keyPathIn(directory)}.`);
  if (aside !== null) console.log(`The key that was there before is kept as ${aside}.`);
}

function assertIsEncrypted(target: string): void {
  const kind = kindOf(target);
  if (kind === 'encrypted') return;
  const what = { none: 'There is no', plain: 'It is not encrypted:', unknown: 'It is no database:' }[kind];
  throw new Error(
    `${what} ${target}. A key is tried before it is kept; name an encrypted backup: npm run betti -- encrypt --recover BACKUP`,
  );
}

function keyIn(typed: string): string {
  const reading = readSheet(typed);
  if (reading.kind === 'key') return reading.key;
  throw new Error(
    reading.line === null
      ? 'A recovery sheet has four lines of 16 letters and digits. Nothing was changed.'
      : `There is a slip in line ${String(reading.line)} of the sheet. Nothing was changed.`,
  );
}

/** Line by line at a terminal, each until it is right. */
function askForKey(): Promise<string> {
  return atTheTerminal(async (ask) => {
    let key = '';
    for (let number = 1; number <= 4;) {
      const typed = await ask(`Line ${String(number)}: `);
      if (typed === null) throw new Error('Nothing was changed.');
      const part = readSheetLine(typed, number);
      if (part === null) console.log('There is a slip in this line. Read it again.');
      else {
        key += part;
        number += 1;
      }
    }
    return key;
  });
}
