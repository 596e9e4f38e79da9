/** What a reading says, as the columns that hold it: from an entry by hand, and from a device's record. */
import type { NewReading } from '#contracts/vitals/entries.ts';
import type { RecordedReading } from '#domain/device-record.ts';
import type { CuffMeasurement } from '#domain/gatt/blood-pressure.ts';
import { UNITS, type Context, type VitalKind } from '#domain/vitals/kinds.ts';
import { toCanonical } from '#domain/vitals/units.ts';

/** The columns that hold what a reading says, by the names of their parameters. */
export type ReadingValues = Readonly<
  Record<
    MeasuredValue | 'diastolic' | 'meanArterialPressure' | 'enteredValue' | 'enteredDiastolic',
    number | null
  >
> &
  Readonly<Record<'note' | 'enteredUnit', string | null>> & {
    readonly [Name in keyof Context]-?: NonNullable<Context[Name]> | null;
  } & {
    readonly cuffStatus: number;
  };

/** The column that holds the one value of a kind; of a blood pressure the systolic. */
type MeasuredValue = (typeof PARAMETER_OF)[VitalKind];

const NO_VALUES: ReadingValues = {
  systolic: null,
  diastolic: null,
  meanArterialPressure: null,
  heartRate: null,
  spo2: null,
  temperature: null,
  weight: null,
  glucose: null,
  respiratoryRate: null,
  pain: null,
  mood: null,
  bodyFat: null,
  enteredValue: null,
  enteredDiastolic: null,
  enteredUnit: null,
  cuffStatus: 0,
  posture: null,
  arm: null,
  site: null,
  isOnOxygen: null,
  meal: null,
  note: null,
};

const PARAMETER_OF = {
  'blood-pressure': 'systolic',
  'heart-rate': 'heartRate',
  spo2: 'spo2',
  'body-temperature': 'temperature',
  'body-weight': 'weight',
  glucose: 'glucose',
  'respiratory-rate': 'respiratoryRate',
  pain: 'pain',
  mood: 'mood',
  'body-fat': 'bodyFat',
} as const satisfies Record<VitalKind, string>;

/** The one value of a reading of a kind. */
export function valueIn(kind: VitalKind, values: ReadingValues): number {
  const value = values[PARAMETER_OF[kind]];
  if (value === null) throw new Error('A reading without a value cannot be stored.');
  return value;
}

/** The columns of an entry. A unit that is canonical is not kept beside: it is the same number. */
export function valuesOfEntry(entry: NewReading): ReadingValues {
  const isCanonical = entry.unit === UNITS[entry.kind][0];
  const about = {
    ...NO_VALUES,
    ...contextValues(entry.context),
    note: entry.note === undefined || entry.note === '' ? null : entry.note,
    enteredUnit: isCanonical ? null : entry.unit,
  };
  if (entry.kind !== 'blood-pressure') {
    return {
      ...about,
      [PARAMETER_OF[entry.kind]]: toCanonical(entry.value, entry.unit),
      enteredValue: isCanonical ? null : entry.value,
    };
  }
  return {
    ...about,
    systolic: toCanonical(entry.systolic, entry.unit),
    diastolic: toCanonical(entry.diastolic, entry.unit),
    heartRate: entry.heartRatePerMin ?? null,
    enteredValue: isCanonical ? null : entry.systolic,
    enteredDiastolic: isCanonical ? null : entry.diastolic,
  };
}

/** The columns of a reading in a device's record. */
export function valuesOfRecorded(reading: RecordedReading): ReadingValues {
  if (reading.kind === 'blood-pressure') return valuesOfMeasurement(reading.measurement);
  const { kind, value, entered, context } = reading;
  const isCanonical = entered.unit === UNITS[kind][0];
  return {
    ...NO_VALUES,
    ...contextValues(context),
    [PARAMETER_OF[kind]]: value,
    enteredValue: isCanonical ? null : entered.value,
    enteredUnit: isCanonical ? null : entered.unit,
  };
}

function valuesOfMeasurement(measurement: CuffMeasurement): ReadingValues {
  const isCanonical = measurement.entered.unit === 'mm[Hg]';
  return {
    ...NO_VALUES,
    systolic: measurement.systolicMmHg,
    diastolic: measurement.diastolicMmHg,
    meanArterialPressure: measurement.meanArterialPressureMmHg,
    heartRate: measurement.heartRatePerMin,
    cuffStatus: measurement.cuffStatus,
    enteredValue: isCanonical ? null : measurement.entered.systolic,
    enteredDiastolic: isCanonical ? null : measurement.entered.diastolic,
    enteredUnit: isCanonical ? null : measurement.entered.unit,
  };
}

function contextValues({ posture, arm, site, isOnOxygen, meal }: Context) {
  return {
    posture: posture ?? null,
    arm: arm ?? null,
    site: site ?? null,
    isOnOxygen: isOnOxygen ?? null,
    meal: meal ?? null,
  };
}
