/** Column readers: what a column must hold, and the JavaScript value it becomes. A wrong type throws, never leaks. */
import { stringify } from 'uuid';

export type ColumnReader<T> = (value: unknown, name: string) => T;
export type Columns = Readonly<Record<string, ColumnReader<unknown>>>;
export type Row<C extends Columns> = { readonly [K in keyof C]: ReturnType<C[K]> };

export const text: ColumnReader<string> = (value, name) =>
  typeof value === 'string' ? value : refuse(value, name, 'text');

export const real: ColumnReader<number> = (value, name) =>
  typeof value === 'number' ? value : refuse(value, name, 'a number');

export const integer: ColumnReader<number> = (value, name) =>
  Number.isSafeInteger(value) ? Number(value) : refuse(value, name, 'a whole number');

/** Stored as 0 or 1. */
export const boolean: ColumnReader<boolean> = (value, name) =>
  value === 0 || value === 1 ? value === 1 : refuse(value, name, '0 or 1');

/** libsql answers a BLOB as an ArrayBuffer. */
export const bytes: ColumnReader<Uint8Array> = (value, name) =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : refuse(value, name, 'bytes');

/** A UUID of 16 bytes, in its text form. */
export const id: ColumnReader<string> = (value, name) => stringify(bytes(value, name));

/** Milliseconds UTC, as an ISO-8601 instant. */
export const instant: ColumnReader<string> = (value, name) => new Date(integer(value, name)).toISOString();

/** JSON text, parsed; what it holds is the caller's to know, since only this hub wrote it. */
export const json: ColumnReader<unknown> = (value, name) => JSON.parse(text(value, name)) as unknown;

export function nullable<T>(read: ColumnReader<T>): ColumnReader<T | null> {
  return (value, name) => (value === null ? null : read(value, name));
}

/** One of a closed list of words. */
export function oneOf<const T extends string>(words: readonly T[]): ColumnReader<T> {
  return (value, name) => words.find((word) => word === value) ?? refuse(value, name, words.join(' | '));
}

/** One row, as `columns` declares it. Throws when a column is missing or of another type. */
export function readRow<C extends Columns>(columns: C, row: Record<string, unknown>, sql: string): Row<C> {
  const entries = Object.entries(columns).map(([name, read]) => {
    if (!Object.hasOwn(row, name)) throw new TypeError(`No column ${name} in the rows of: ${sql}`);
    return [name, read(row[name], name)];
  });
  return Object.fromEntries(entries) as Row<C>;
}

function refuse(value: unknown, name: string, expected: string): never {
  throw new TypeError(`Column ${name} should hold ${expected} and holds a ${typeof value}.`);
}
