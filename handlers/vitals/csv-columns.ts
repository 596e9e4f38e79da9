/** The columns of a CSV file of readings, written and read alike. Values and units are as entered, so nothing rounds. */
import type { Reading } from '#contracts/vitals.ts';
import { NewReadingSchema, type NewReading } from '#contracts/vitals/entries.ts';
import { Id } from '#contracts/wire.ts';
import { instantOfText } from '#domain/calendar.ts';
import { guardFormula, unguardFormula } from '#domain/csv.ts';
import { isBelievableTime, UNBELIEVABLE_TIME } from '#domain/vitals/entry-time.ts';

/** Of a blood pressure, `value` is the systolic. localDate, timeZone, source and status are not read back. */
export const COLUMNS = [
  'kind',
  'measuredAt',
  'value',
  'unit',
  'diastolic',
  'heartRatePerMin',
  'meal',
  'posture',
  'arm',
  'site',
  'isOnOxygen',
  'note',
  'localDate',
  'timeZone',
  'source',
  'status',
  'id',
] as const;

export const REQUIRED_COLUMNS = ['kind', 'measuredAt', 'value', 'unit'] as const;

type Column = (typeof COLUMNS)[number];

/** The fields of a reading, in the order of COLUMNS. Text is guarded: a note that begins with = is no formula. */
export function fieldsOf(reading: Reading): string[] {
  const isPressure = reading.kind === 'blood-pressure';
  const { context } = reading;
  const fields: Record<Column, string | number | boolean | null | undefined> = {
    kind: reading.kind,
    measuredAt: reading.measuredAt,
    value: isPressure ? reading.entered.systolic : reading.entered.value,
    unit: reading.entered.unit,
    diastolic: isPressure ? reading.entered.diastolic : null,
    heartRatePerMin: isPressure ? reading.heartRatePerMin : null,
    meal: context.meal,
    posture: context.posture,
    arm: context.arm,
    site: context.site,
    isOnOxygen: context.isOnOxygen,
    note: reading.note,
    localDate: reading.localDate,
    timeZone: reading.timeZone,
    source: reading.source,
    status: reading.status,
    id: reading.id,
  };
  return COLUMNS.map((name) => {
    const field = fields[name] ?? '';
    return typeof field === 'string' ? guardFormula(field) : String(field);
  });
}

type LineProblem = { readonly column: string | null; readonly detail: string };

export type ReadLine =
  | {
      readonly kind: 'entry';
      readonly entry: NewReading;
      readonly measuredAt: number;
      readonly id: string | null;
      readonly isEnteredInError: boolean;
    }
  | { readonly kind: 'refused'; readonly problems: readonly LineProblem[] };

/** The reading that one line means, or what is wrong with it. `header` names the fields. */
export function readLine(
  header: readonly string[],
  fields: readonly string[],
  { timeZone, now }: { timeZone: string; now: number },
): ReadLine {
  const at = (name: Column): string => unguardFormula(fields[header.indexOf(name)]?.trim() ?? '');
  const measuredAt = instantOfText(at('measuredAt'), timeZone);
  if (measuredAt === null) return refused('measuredAt', 'This is no date with a time of day.');
  if (!isBelievableTime(measuredAt, now)) return refused('measuredAt', UNBELIEVABLE_TIME);

  const isPressure = at('kind') === 'blood-pressure';
  const result = NewReadingSchema.safeParse(
    said({
      kind: at('kind'),
      measuredAt: new Date(measuredAt).toISOString(),
      unit: at('unit'),
      note: at('note'),
      context: said({
        ...{ meal: at('meal'), posture: at('posture'), arm: at('arm'), site: at('site') },
        isOnOxygen: toBoolean(at('isOnOxygen')),
      }),
      ...(isPressure
        ? {
            systolic: toNumber(at('value')),
            diastolic: toNumber(at('diastolic')),
            heartRatePerMin: toNumber(at('heartRatePerMin')),
          }
        : { value: toNumber(at('value')) }),
    }),
  );
  if (!result.success) {
    const problems = result.error.issues.map((issue) => ({
      column: issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? null) : columnOf(issue.path),
      detail: issue.message,
    }));
    return { kind: 'refused', problems };
  }
  const id = Id.safeParse(at('id'));
  return {
    kind: 'entry',
    entry: result.data,
    measuredAt,
    id: id.success ? id.data : null,
    isEnteredInError: at('status') === 'entered-in-error',
  };
}

function refused(column: Column, detail: string): ReadLine {
  return { kind: 'refused', problems: [{ column, detail }] };
}

/** What was left empty was not said. */
function said(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** A text that is no number stays one, for the schema to refuse. */
function toNumber(text: string): number | string {
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function toBoolean(text: string): boolean | string {
  return text === 'true' ? true : text === 'false' ? false : text;
}

function columnOf(path: readonly PropertyKey[]): string | null {
  const name = path.at(-1);
  if (name === undefined) return null;
  return name === 'systolic' ? 'value' : String(name);
}
