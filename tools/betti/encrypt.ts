/** `betti encrypt`: encrypts a home whose hub is stopped, and hands out its recovery sheet; the other way is recover.ts. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encryptHome, listPlainCopies } from '#server/at-rest/encrypt.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { openDatabaseIn } from '#server/at-rest/open.ts';
import { rowsIn } from '#server/at-rest/verify.ts';
import { systemClock } from '#server/clock.ts';
import { databasePathIn } from '#server/data-directory.ts';
import { Database } from '#server/database.ts';
import { dataDirectory } from './desk.ts';
import { sheetPage, sheetText } from './recovery-sheet.ts';
import { atTheTerminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export async function encrypt(args: string[]): Promise<void> {
  const { yes, removeBackups, sheetPath } = wishesIn(args);
  const directory = dataDirectory();
  const database = openToEncrypt(directory);
  try {
    const copies = listPlainCopies(directory);
    const isPlain = database.key === null;
    if (isPlain || copies.length > 0) {
      if (isPlain) console.log(`${database.path} is to be encrypted.`);
      for (const path of copies) console.log(`${path} is to be ${removeBackups ? 'removed' : 'encrypted'}.`);
      if (!yes && !(await agrees())) throw new Error('Nothing was changed.');
    }
    const { sheet, left } = encryptHome(database, directory, removeBackups ? 'remove' : 'encrypt');
    console.log(
      `${database.path} ${isPlain ? 'is encrypted now' : 'is encrypted'}: ${String(rowsIn(database))} rows, checked.`,
    );
    const done = copies.length - left.length;
    if (done > 0) console.log(`Plain copies ${removeBackups ? 'removed' : 'encrypted'}: ${String(done)}.`);
    handOut(sheet, sheetPath);
    if (left.length > 0) {
      throw new Error(
        `These are damaged and could not be encrypted. Anyone can read what is left in them; remove them yourself, or with --remove-backups:\n${left.join('\n')}`,
      );
    }
  } finally {
    database.close();
  }
}

function wishesIn(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        yes: { type: 'boolean' },
        'remove-backups': { type: 'boolean' },
        sheet: { type: 'string' },
      },
    });
    const { yes = false, 'remove-backups': removeBackups = false, sheet: sheetPath = null } = values;
    if (sheetPath !== null && existsSync(sheetPath))
      throw new UsageError(`${sheetPath} exists. Name a new file for the sheet.`);
    return { yes, removeBackups, sheetPath };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The database as it is. A plain one is opened without the key that may lie beside it, for that is what is to be mended. */
function openToEncrypt(directory: string): Database {
  const path = databasePathIn(directory);
  const kind = kindOf(path);
  if (kind === 'none')
    throw new Error(`There is no database in ${directory} yet. Start Betti once, then stop it.`);
  return kind === 'plain' ? Database.open(path) : openDatabaseIn(directory, path).database;
}

async function agrees(): Promise<boolean> {
  const answer = await atTheTerminal((ask) => ask('Go on? Write yes or no: '));
  return /^y(es)?$/i.test((answer ?? '').trim());
}

function handOut(sheet: readonly string[], path: string | null): void {
  const madeOn = new Date(systemClock.now()).toISOString().slice(0, 10);
  if (path === null) {
    console.log(`\n${sheetText(sheet, madeOn)}\n`);
    return;
  }
  writeFileSync(path, sheetPage(sheet, madeOn), { mode: 0o600, flag: 'wx' });
  console.log(
    `The recovery sheet is ${path}. Print it, keep the paper away from the hub, and remove the file.`,
  );
}
