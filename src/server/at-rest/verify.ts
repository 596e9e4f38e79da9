/** Whether an encrypted copy holds what its original holds: sound, with the same schema and as many rows in each table. */
import * as column from '../columns.ts';
import { Database } from '../database.ts';

/** Null when it does, else what is wrong. Opens the copy, which nobody else uses, with its key. */
export function differenceOf(original: Database, copyPath: string, key: string): string | null {
  const copy = Database.open(copyPath, { key });
  try {
    const check = copy.first({ integrity_check: column.text }, 'PRAGMA integrity_check(1)')?.integrity_check;
    if (check !== 'ok') return check ?? 'no answer';
    const wanted = contentsOf(original);
    const found = contentsOf(copy);
    const missing = wanted.find((line, index) => line !== found[index]);
    return missing === undefined && wanted.length === found.length ? null : `not the same: ${missing ?? ''}`;
  } finally {
    copy.close();
  }
}

/** How many rows all tables have together. */
export function rowsIn(database: Database): number {
  return tablesOf(database).reduce((sum, table) => sum + countOf(database, table), 0);
}

/** What makes a database up, in lines: every definition, and how many rows each table has. */
function contentsOf(database: Database): string[] {
  const definitions = database.all(
    { definition: column.text },
    `SELECT coalesce(sql, name) AS definition FROM sqlite_schema ORDER BY type, name`,
  );
  return [
    ...definitions.map(({ definition }) => definition),
    ...tablesOf(database).map((table) => `${table}: ${String(countOf(database, table))} rows`),
  ];
}

function tablesOf(database: Database): string[] {
  return database
    .all({ name: column.text }, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .map(({ name }) => name);
}

function countOf(database: Database, table: string): number {
  const sql = `SELECT count(*) AS count FROM "${table.replaceAll('"', '""')}"`;
  return database.first({ count: column.integer }, sql)?.count ?? 0;
}
