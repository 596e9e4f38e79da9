/** The latest reading of each kind, under its name. */
import type { LatestVitals, Reading } from '#contracts/vitals.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';

export function latestByKind(latest: readonly Reading[]): LatestVitals {
  const of = <K extends VitalKind>(kind: K) =>
    latest.find((reading): reading is Extract<Reading, { kind: K }> => reading.kind === kind) ?? null;
  return {
    bloodPressure: of('blood-pressure'),
    heartRate: of('heart-rate'),
    spo2: of('spo2'),
    bodyTemperature: of('body-temperature'),
    bodyWeight: of('body-weight'),
    glucose: of('glucose'),
    respiratoryRate: of('respiratory-rate'),
    pain: of('pain'),
    mood: of('mood'),
    bodyFat: of('body-fat'),
  };
}
