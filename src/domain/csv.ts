/** Comma-separated values as RFC 4180 has them: what a spreadsheet writes can be read, what is written it can read. */

export type CsvRecord = {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** A quote was left open, so the record runs to the end of the file. */
  readonly isUnclosed: boolean;
};

/** One record with its line end. Fields with a comma, a quote or a line end are quoted (RFC 4180 §2). */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
}

/** What a spreadsheet takes for a formula. Source: OWASP, CSV Injection. Apostrophes before it are another guard's. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A text that no spreadsheet runs as a formula: an apostrophe before it makes it words. unguardFormula() takes it back. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text before guardFormula(), whatever it was. */
export function unguardFormula(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/**
 * The records of a file, one by one; an empty line is one of a single empty field. A byte order mark is passed over; LF
 * ends a line as CRLF does.
 */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let line = 1;
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  while (position < text.length) {
    const fields: string[] = [];
    const startsAt = line;
    let isUnclosed = false;
    let end: string | undefined;
    do {
      const field = readField(text, position);
      fields.push(field.value);
      line += field.lineEnds;
      position = field.next;
      isUnclosed ||= field.isUnclosed;
      end = text[position];
      if (end !== undefined) position++;
    } while (end === ',');
    if (end === '\r' && text[position] === '\n') position++;
    if (end !== undefined) line++;
    yield { line: startsAt, fields, isUnclosed };
  }
}

type Field = {
  readonly value: string;
  /** Where the comma or the line end after it stands. */
  readonly next: number;
  readonly lineEnds: number;
  readonly isUnclosed: boolean;
};

/** A quote inside a field that does not begin with one stands for itself, and so does text after a closing quote. */
function readField(text: string, from: number): Field {
  if (text[from] !== '"') {
    const next = endOfField(text, from);
    return { value: text.slice(from, next), next, lineEnds: 0, isUnclosed: false };
  }
  let value = '';
  let position = from + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    const isUnclosed = quote === -1;
    value += text.slice(position, isUnclosed ? text.length : quote);
    position = isUnclosed ? text.length : quote + 1;
    if (!isUnclosed && text[position] === '"') {
      value += '"';
      position++;
      continue;
    }
    const next = endOfField(text, position);
    return { value: value + text.slice(position, next), next, lineEnds: countLineEnds(value), isUnclosed };
  }
}

function endOfField(text: string, from: number): number {
  let end = from;
  while (end < text.length && !',\r\n'.includes(text.charAt(end))) end++;
  return end;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
