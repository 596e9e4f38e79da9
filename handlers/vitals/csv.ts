/** Readings as a CSV file: out in a stream of pages, in line by line. No page or batch holds the hub up. */
import { ProblemError } from '#contracts/problem.ts';
import { VitalsQuerySchema } from '#contracts/vitals.ts';
import { ImportQuerySchema, ImportResultSchema, type ImportResult } from '#contracts/vitals/import.ts';
import { csvLine, csvRecords, type CsvRecord } from '#domain/csv.ts';
import { VITAL_KINDS } from '#domain/vitals/kinds.ts';
import type { ReadingCursor } from '#server/vitals/readings.ts';
import type { ImportLine } from '#server/vitals/imports.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf } from '../resident.ts';
import { route, valid } from '../route.ts';
import { COLUMNS, fieldsOf, readLine, REQUIRED_COLUMNS } from './csv-columns.ts';
import { actorId, LISTED, READ, ResidentPath, WRITE } from './paths.ts';

/** Readings a page of the export and lines a write of the import: a few milliseconds of work each. */
const AT_ONCE = 200;
/** For so long at most a file keeps everyone else waiting, ms. */
const TURN_MS = 5;
const MAX_PROBLEMS = 100;

const EXAMPLE_LINE: Readonly<Record<string, string>> = {
  kind: 'blood-pressure',
  measuredAt: '2026-11-20T08:00:00.000Z',
  value: '124',
  unit: 'mm[Hg]',
  diastolic: '78',
  note: 'after breakfast',
};

const EXAMPLE = csvLine(COLUMNS) + csvLine(COLUMNS.map((name) => EXAMPLE_LINE[name] ?? ''));

const ExportQuerySchema = VitalsQuerySchema.omit({ limit: true, cursor: true });

export function csv(dependencies: ApiDependencies) {
  const { vitals, clock } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/export.csv',
      route({
        summary: 'Readings as CSV (RFC 4180, UTF-8), kind by kind, newest first, marked ones with their mark',
        access: READ,
        answers: { 200: null },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('query', ExportQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { kind, ...range } = c.req.valid('query');
        const lines = exportLines(
          dependencies,
          resident.id,
          kind === undefined ? VITAL_KINDS : [kind],
          range,
        );
        return c.body(asStream(lines), 200, {
          'content-type': 'text/csv; charset=utf-8; header=present',
          'content-disposition': 'attachment; filename="vitals.csv"',
        });
      },
    )
    .post(
      '/import',
      route({
        summary:
          'Readings from CSV with the columns of the export; kind, measuredAt, value and unit are needed',
        access: WRITE,
        body: { type: 'text/csv', example: EXAMPLE },
        answers: { 200: ImportResultSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('query', ImportQuerySchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const isPreview = c.req.valid('query').preview === 'true';
        const text = await c.req.text();
        const records = csvRecords(text);
        let first = records.next();
        while (first.done !== true && isEmpty(first.value)) first = records.next();
        const header = headerOf(first.done === true ? [] : first.value.fields);
        const result: ImportResult = {
          ...{
            id: vitals.importIdOf(resident.id, text),
            isPreview,
            lines: 0,
            added: 0,
            known: 0,
            refused: 0,
            problems: [],
          },
        };
        const refuse = (line: number, problems: readonly { column: string | null; detail: string }[]) => {
          result.refused++;
          result.problems.push(...problems.map((problem) => ({ line, ...problem })));
          result.problems.splice(MAX_PROBLEMS);
        };
        let batch: ImportLine[] = [];
        const store = async () => {
          const progress = { importId: result.id, addedBefore: result.added };
          const added = isPreview
            ? batch.filter((line) => !vitals.isKnown(resident.id, line)).length
            : await vitals.importLines(resident, batch, progress, actorId(c));
          result.added += added;
          result.known += batch.length - added;
          batch = [];
          await aTurn();
        };
        let turnSince = performance.now();
        for (const record of records) {
          // Whatever becomes of the lines, and also of those that are empty.
          if (performance.now() - turnSince > TURN_MS) {
            await aTurn();
            turnSince = performance.now();
          }
          if (isEmpty(record)) continue;
          const { line, fields, isUnclosed } = record;
          result.lines++;
          if (isUnclosed) {
            refuse(line, [{ column: null, detail: 'A quote in this line is never closed.' }]);
            continue;
          }
          const read = readLine(header, fields, { timeZone: resident.timeZone, now: clock.now() });
          if (read.kind === 'refused') refuse(line, read.problems);
          else if (read.isEnteredInError && !vitals.isKnown(resident.id, read)) {
            refuse(line, [{ column: 'status', detail: 'This reading was entered in error.' }]);
          } else batch.push(read);
          if (batch.length === AT_ONCE) await store();
        }
        await store();
        return c.json(result);
      },
    );
}

/** A line with nothing on it. */
function isEmpty({ fields }: CsvRecord): boolean {
  return fields.length === 1 && fields[0] === '';
}

/** Throws 'invalid-request' when a column is missing that no reading can do without. */
function headerOf(fields: readonly string[]): string[] {
  const header = fields.map((field) => field.trim());
  const missing = REQUIRED_COLUMNS.filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '', detail: `The first line names no column ${missing.join(', ')}.` }],
  });
}

async function* exportLines(
  { vitals }: ApiDependencies,
  residentId: string,
  kinds: readonly (typeof VITAL_KINDS)[number][],
  range: { from?: string | undefined; to?: string | undefined },
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for (const kind of kinds) {
    let before: ReadingCursor | null = null;
    do {
      const page: ReturnType<typeof vitals.page> = vitals.page(residentId, {
        ...{ ...range, kind, before, limit: AT_ONCE },
      });
      before = page.next;
      if (page.items.length > 0) yield page.items.map((reading) => csvLine(fieldsOf(reading))).join('');
      await aTurn();
    } while (before !== null);
  }
}

/** A page is read when the listener has taken the last one; one who leaves ends the reading. */
function asStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await texts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await texts.return(undefined);
    },
  });
}

/** Lets everything else that waits have its turn. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
