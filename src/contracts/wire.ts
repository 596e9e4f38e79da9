/** The field shapes every contract shares: ids, instants, dates, zones, pages. */
import { z } from 'zod';

/** UUIDv7 in its text form; capitals are taken for small letters. */
export const Id = z.uuid().toLowerCase();

/** An instant: ISO-8601 in UTC with milliseconds. */
export const Instant = z.iso
  .datetime()
  .meta({ description: 'ISO-8601 instant in UTC, e.g. 2026-11-22T19:30:00.000Z' });

/** A civil date, YYYY-MM-DD. */
export const LocalDate = z.iso.date();

/** What a clock on the wall shows, HH:mm. */
export const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written HH:mm.')
  .meta({ example: '22:00' });

/** An IANA time zone, as it is told. */
export const TimeZone = z.string().min(1).max(64);

/** What a person writes: trimmed, bounded, without NUL or half a character, which no database text can hold. */
export const freeText = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'This character cannot be stored.');

/** Page size of every list: bounded, so that no request can ask for years at once. */
export const PageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** Where the last page ended: opaque to the caller, null at the end. */
export const Cursor = z.string().max(64);
