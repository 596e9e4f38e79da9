/** The commands of `npm run betti`: each reads its own arguments and prints what a person wants to know. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Backup } from '#contracts/backups.ts';
import type { User } from '#contracts/users.ts';
import { listBackups } from '#server/backups.ts';
import { systemClock } from '#server/clock.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { readKey } from '#server/at-rest/keys.ts';
import { Database } from '#server/database.ts';
import { migrate, readMigrations, schemaOf, SNAPSHOT_NAME } from '#server/migrate.ts';
import { restoreBackup } from '#server/restore.ts';
import { backupFolderIn, databasePathIn } from '#server/data-directory.ts';
import { verifyAudit } from './audit.ts';
import { makeCertificate } from './cert.ts';
import { atTheDesk, dataDirectory } from './desk.ts';
import { encrypt } from './encrypt.ts';
import { importFoods } from './foods.ts';
import { pair } from './pair.ts';
import { recoverKey } from './recover.ts';
import { UsageError } from './usage-error.ts';

type Command = {
  readonly name: string;
  readonly usage: string;
  readonly says: string;
  readonly run: (args: string[]) => Promise<void>;
};

export const commands: readonly Command[] = [
  { name: 'backup list', usage: 'backup list', says: 'the backups there are', run: listAllBackups },
  { name: 'backup', usage: 'backup', says: 'make a backup now', run: makeBackup },
  {
    name: 'restore',
    usage: 'restore FILE|latest',
    says: 'put a backup in place of the database; stop the hub first',
    run: restore,
  },
  {
    name: 'encrypt --recover',
    usage: 'encrypt --recover [BACKUP]',
    says: 'type the recovery sheet, to put the key back in its place',
    run: recoverKey,
  },
  {
    name: 'encrypt',
    usage: 'encrypt [--yes] [--remove-backups] [--sheet FILE.html]',
    says: 'encrypt the database and its backups; stop the hub first',
    run: encrypt,
  },
  {
    name: 'pair',
    usage: 'pair [--role ROLE] [--name NAME] [--share all|vitals:write,…] [--json]',
    says: 'a link and a code to let a phone or a screen in; the role is owner, caregiver, viewer, mirror …',
    run: pair,
  },
  {
    name: 'audit verify',
    usage: 'audit verify',
    says: 'whether the record of who did what is as it was written',
    run: verifyAudit,
  },
  {
    name: 'resident add',
    usage: 'resident add --name NAME --zone ZONE --language en|es',
    says: 'add someone who lives here; the zone is e.g. Europe/Berlin',
    run: addResident,
  },
  { name: 'resident list', usage: 'resident list', says: 'who lives here', run: listResidents },
  {
    name: 'foods import',
    usage: 'foods import FILE...',
    says: 'foods from the USDA: ABBREV, FOOD_DES and WEIGHT of SR, or the CSV of FoodData Central',
    run: importFoods,
  },
  {
    name: 'cert',
    usage: 'cert [--name NAME]... [--new-ca]',
    says: 'HTTPS at home: make an authority for phones to trust, and a certificate',
    run: makeCertificate,
  },
  {
    name: 'schema',
    usage: 'schema',
    says: `write migrations/${SNAPSHOT_NAME}, after a migration was added`,
    run: writeSchema,
  },
];

async function makeBackup(args: string[]): Promise<void> {
  takeNone(args);
  await atTheDesk(async (desk) => {
    const backup = (await desk.ask('POST', '/api/backups')) as Backup;
    console.log(`Made ${join(backupFolderIn(dataDirectory()), backup.name)}, ${sizeOf(backup)}.`);
  });
}

async function listAllBackups(args: string[]): Promise<void> {
  takeNone(args);
  const backups = listBackups(backupFolderIn(dataDirectory()));
  for (const backup of backups)
    console.log(`${backup.madeAt}  ${sizeOf(backup).padStart(9)}  ${backup.name}`);
  if (backups.length === 0) console.log('There is no backup yet.');
}

async function restore(args: string[]): Promise<void> {
  const { positionals } = read(() => parseArgs({ args, allowPositionals: true }));
  const [wanted, ...more] = positionals;
  if (wanted === undefined || more.length > 0)
    throw new UsageError('Which backup? Name one file, or "latest".');
  const folder = backupFolderIn(dataDirectory());
  const backups = listBackups(folder);
  const name =
    wanted === 'latest' ? backups[0]?.name : backups.find((backup) => backup.name === wanted)?.name;
  if (wanted === 'latest' && name === undefined) throw new Error(`There is no backup in ${folder}.`);
  const backupPath = name === undefined ? resolve(wanted) : join(folder, name);
  const databasePath = databasePathIn(dataDirectory());
  const key = readKey(dataDirectory());
  const aside = restoreBackup({ databasePath, backupPath, clock: systemClock, key });
  console.log(`Restored ${basename(backupPath)}.`);
  if (aside === null) return;
  console.log(`What was there before is kept as ${aside}.`);
  if (key !== null && kindOf(aside) === 'plain')
    console.log('It is not encrypted. See to it with: npm run betti -- encrypt');
}

async function addResident(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = read(() => parseArgs({ args, options: { name: text, zone: text, language: text } }));
  const { name, zone, language } = values;
  if (name === undefined || zone === undefined || language === undefined) {
    throw new UsageError('A resident has a --name, a --zone and a --language.');
  }
  await atTheDesk(async (desk) => {
    const user = (await desk.ask('POST', '/api/users', { name, timeZone: zone, language })) as User;
    console.log(`Added ${user.name}, ${user.id}.`);
  });
}

async function listResidents(args: string[]): Promise<void> {
  takeNone(args);
  await atTheDesk(async (desk) => {
    const { items } = (await desk.ask('GET', '/api/users')) as { items: User[] };
    for (const { id, name, timeZone, language } of items)
      console.log(`${id}  ${name}  ${timeZone}  ${language}`);
    if (items.length === 0) console.log('No one lives here yet.');
  });
}

async function writeSchema(args: string[]): Promise<void> {
  takeNone(args);
  const folder = mkdtempSync(join(tmpdir(), 'betti-schema-'));
  const database = Database.open(join(folder, 'betti.db'));
  await migrate(database, readMigrations('migrations'), systemClock);
  writeFileSync(join('migrations', SNAPSHOT_NAME), schemaOf(database));
  database.close();
  rmSync(folder, { recursive: true });
}

function takeNone(args: string[]): void {
  read(() => parseArgs({ args }));
}

/** What parseArgs() throws is about the command line. */
function read<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function sizeOf({ sizeBytes }: Backup): string {
  return `${(sizeBytes / 1e6).toFixed(1)} MB`;
}
