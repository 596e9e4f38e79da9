/**
 * Zones as the oracle knows them: each change as an instant of UTC with the offset in minutes from then on, written down
 * by hand from the public tables. Nothing here asks the runtime about a zone.
 */

export type ZoneTable = {
  readonly name: string;
  /** The first and the last local date for which the table holds. */
  readonly fromOn: string;
  readonly untilOn: string;
  /** In order; the first is from ever. */
  readonly changes: readonly (readonly [at: string, offsetMinutes: number])[];
};

/** Central Europe: the last Sundays of March and October, at one o'clock UTC. */
const CENTRAL_EUROPE = {
  fromOn: '2025-01-01',
  untilOn: '2027-12-31',
  changes: [
    ['1970-01-01T00:00Z', 60],
    ['2025-03-30T01:00Z', 120],
    ['2025-10-26T01:00Z', 60],
    ['2026-03-29T01:00Z', 120],
    ['2026-10-25T01:00Z', 60],
    ['2027-03-28T01:00Z', 120],
    ['2027-10-31T01:00Z', 60],
  ],
} as const;

export const ZONES: readonly ZoneTable[] = [
  { name: 'Europe/Madrid', ...CENTRAL_EUROPE },
  { name: 'Europe/Berlin', ...CENTRAL_EUROPE },
  {
    // The second Sunday of March and the first of November, at two on the wall.
    name: 'America/New_York',
    fromOn: '2025-01-01',
    untilOn: '2027-12-31',
    changes: [
      ['1970-01-01T00:00Z', -300],
      ['2025-03-09T07:00Z', -240],
      ['2025-11-02T06:00Z', -300],
      ['2026-03-08T07:00Z', -240],
      ['2026-11-01T06:00Z', -300],
      ['2027-03-14T07:00Z', -240],
      ['2027-11-07T06:00Z', -300],
    ],
  },
  {
    name: 'America/Denver',
    fromOn: '2025-01-01',
    untilOn: '2027-12-31',
    changes: [
      ['1970-01-01T00:00Z', -420],
      ['2025-03-09T09:00Z', -360],
      ['2025-11-02T08:00Z', -420],
      ['2026-03-08T09:00Z', -360],
      ['2026-11-01T08:00Z', -420],
      ['2027-03-14T09:00Z', -360],
      ['2027-11-07T08:00Z', -420],
    ],
  },
  {
    // By half an hour, on the first Sundays of April and October, at two on the wall.
    name: 'Australia/Lord_Howe',
    fromOn: '2025-01-01',
    untilOn: '2027-12-31',
    changes: [
      ['1970-01-01T00:00Z', 660],
      ['2025-04-05T15:00Z', 630],
      ['2025-10-04T15:30Z', 660],
      ['2026-04-04T15:00Z', 630],
      ['2026-10-03T15:30Z', 660],
      ['2027-04-03T15:00Z', 630],
      ['2027-10-02T15:30Z', 660],
    ],
  },
  {
    name: 'Asia/Kolkata',
    fromOn: '2025-01-01',
    untilOn: '2027-12-31',
    changes: [['1970-01-01T00:00Z', 330]],
  },
  {
    // The last summer time of Brazil: a midnight that was skipped, and an hour before midnight that came again.
    name: 'America/Sao_Paulo',
    fromOn: '2018-03-01',
    untilOn: '2020-12-31',
    changes: [
      ['1970-01-01T00:00Z', -180],
      ['2018-11-04T03:00Z', -120],
      ['2019-02-17T02:00Z', -180],
    ],
  },
  {
    // Samoa crossed the date line: it had no 30 December 2011.
    name: 'Pacific/Apia',
    fromOn: '2011-04-10',
    untilOn: '2012-09-01',
    changes: [
      ['1970-01-01T00:00Z', -660],
      ['2011-09-24T14:00Z', -600],
      ['2011-12-30T10:00Z', 840],
      ['2012-03-31T14:00Z', 780],
    ],
  },
  { name: 'UTC', fromOn: '2025-01-01', untilOn: '2027-12-31', changes: [['1970-01-01T00:00Z', 0]] },
];
