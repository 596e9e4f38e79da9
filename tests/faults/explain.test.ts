import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as column from '#server/columns.ts';
import { useAlerts } from '../fixtures/alerts.ts';
import { anAdvert, anApi, type TestApi } from '../fixtures/api.ts';
import { aFood, WEEKLY } from '../fixtures/day-mutations.ts';
import { NewAppointmentSchema } from '#contracts/appointments.ts';
import { howMany } from '../fixtures/extent.ts';
import { fillTables } from '../fixtures/many-rows.ts';
import { MUTATIONS, requestOf, someSubjects } from '../fixtures/mutations.ts';
import { useMedications } from '../fixtures/use-medications.ts';
import { useAccess } from '../fixtures/use-access.ts';
import { contentOf } from '../fixtures/vitals.ts';

const ROWS = howMany(100_000, 1_000_000);

/** Tables that do not grow with use, and why; reading one from end to end costs nothing. */
const SMALL = new Map([
  ['users', 'the people of one home'],
  ['user_settings', 'a handful for each of them'],
  ['system_config', 'settings of the hub'],
  ['ble_devices', 'devices that were heard nearby, a few dozen'],
  ['time_zones', 'zones a resident was in'],
  ['vital_series', 'nine kinds for each resident'],
  ['vital_recorders', 'people who enter readings'],
  ['event_cursors', 'one for each lasting subscriber'],
  ['schema_migrations', 'one for each migration'],
  ['sessions', 'one for each sign-in of the last year, some hundreds'],
  ['grants', 'a dozen for each person who was let in'],
  ['passkeys', 'a few for each person'],
  ['push_subscriptions', 'a few phones for each person'],
  ['reminder_state', 'one row'],
  ['calendar_feeds', 'one for each resident'],
  ['medications', 'a hundred for each resident at most'],
  ['foods', 'those of a table that the owner imported; read whole once after it, for typing errors'],
]);
/** Statements that may sort, and why. */
const MAY_SORT = new Map([
  ['FROM users', 'a handful of people'],
  ['FROM ble_devices', 'a few dozen devices'],
  ['FROM passkeys', 'a few for each person'],
  ['FROM push_subscriptions', 'a few phones for each person'],
  ['FROM schema_migrations', 'a few dozen, at start only'],
]);
/** Modules that look at the database as a whole, outside any request, and why. */
const READ_WHOLE = new Map([
  ['migrate.ts', 'the schema, at start'],
  ['at-rest/verify.ts', 'an encrypted copy beside its original: every table from end to end'],
]);

let api: TestApi;
let statements: readonly string[];
beforeAll(async () => {
  api = await anApi();
  await useEverything(api);
  // What the tests themselves have asked is none of the hub's.
  statements = api.database
    .statements()
    .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(sql));
  await fillTables(api.database, api.rosa.id, ROWS);
}, 300_000);
afterAll(() => {
  // Not closed: libsql leaves an EXPLAIN open for as long as it is not collected, and the lock with it.
  rmSync(api.folder, { recursive: true });
});

/** Every route, and what the hub does by itself. */
async function useEverything({ request, rosa, devices, routes, events, idempotency, ...rest }: TestApi) {
  const subjects = await someSubjects({ request, rosa, devices, routes, events, idempotency, ...rest });
  const device = devices.list()[0];
  if (device === undefined) throw new Error('No device was heard.');
  const last = MUTATIONS.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
  for (const mutation of last) {
    await request(
      mutation.path(subjects),
      requestOf(mutation, subjects, { 'idempotency-key': `${mutation.method}-${mutation.route}` }),
    );
  }
  await devices.noteSighting(anAdvert({ seenAt: rest.time.now + 1 }), 'blood-pressure-cuff');
  await devices.noteSession(device.address, 'connecting', null);
  await devices.noteProblem(device.address, 'connect-timed-out');
  await devices.trust(device, rosa.id);
  devices.findTrusted(device.address);
  devices.trusted();
  await devices.noteFacts(device.address, { batteryPercent: 50 });
  await devices.noteCollected(device.address, 1);
  await devices.noteBond(device.address, {
    ...{ key: new Uint8Array(16), diversifier: 1, random: new Uint8Array(8) },
  });
  await devices.change(device, { label: 'Bathroom', consent: { user: 1, code: 1234 } });
  await devices.noteClockSetting(device.address, { at: rest.time.now, byMs: 60_000 });
  devices.clockSetting(device.address);
  await recordFromCuff({ devices, ...rest }, rosa, device.id);
  await recordFromMeter({ devices, ...rest }, rosa, device.id);
  await useRooms({ devices, ...rest }, rosa.id);
  const counted = { steps: 10, activeSeconds: 6, distanceMetres: 8 };
  await rest.activity.count(rosa, device.id, rest.time.now, counted);
  await rest.activity.noteDay(rosa, '2026-11-22', {
    ...{ steps: 1, activeMinutes: 1, distanceMetres: 1, floors: 1 },
  });

  const known: Record<string, string> = { ...subjects, userId: rosa.id, name: 'none' };
  for (const { method, path } of routes) {
    if (method !== 'GET' || path === '/api/live') continue;
    const queries = path.endsWith('/chart') ? ['?kind=body-weight', '?kind=body-weight&days=1826'] : [''];
    for (const query of queries)
      await request(path.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? rosa.id) + query);
  }
  events.reaches(1);
  events.after(0, 10);
  await events.openCursor('test', 'at-the-oldest');
  await rest.database.write((tx) => {
    events.advanceCursor(tx, 'test', 1);
  });
  await events.prune();
  await idempotency.prune();
  await rest.systemSettings.write(rest.systemSettings.read(), rest.ana);
  rest.foods.search('bananna', 5);
  await rest.foods.importFoods([aFood()]);
  await rest.foods.importFoods([{ ...aFood(), name: 'Apples, raw, with skin' }]);
  await useAppointments({ rosa, ...rest });
  await useMedications({ rosa, ...rest });
  await useAlerts({ rosa, ...rest });
  await useAccess({ rosa, ...rest });
}

/** One that comes again, with one time of it done, is another in all its times. */
async function useAppointments({ appointments, rosa }: Pick<TestApi, 'appointments' | 'rosa'>) {
  const entry = NewAppointmentSchema.parse(WEEKLY);
  const { id } = await appointments.add(rosa, entry, 'test');
  const find = () => {
    const found = appointments.find(rosa.id, id);
    if (found === undefined) throw new Error('It was just written down.');
    return found;
  };
  await appointments.change(rosa, find(), entry, { scope: 'this', by: 'test' });
  await appointments.change(rosa, find(), entry, { scope: 'all', by: 'test' });
  await appointments.setStatus(rosa, find(), 'completed', null);
  await appointments.change(rosa, find(), entry, { scope: 'all', by: 'test' });
  appointments.reminded(rosa.id, 0, 4e12);
}

async function recordFromCuff(
  { vitals, time }: Pick<TestApi, 'vitals' | 'time' | 'devices'>,
  resident: TestApi['rosa'],
  deviceId: string,
) {
  await vitals.recordFromDevice(resident, {
    deviceId,
    characteristic: '2a35',
    bytes: new Uint8Array(1),
    dedupeKey: new Uint8Array(32).fill(1),
    clockOffsetMs: null,
    receivedAt: time.now,
    measuredAt: time.now,
    content: contentOf({
      systolicMmHg: 120,
      diastolicMmHg: 80,
      meanArterialPressureMmHg: null,
      heartRatePerMin: null,
      entered: { systolic: 120, diastolic: 80, unit: 'mm[Hg]' },
      deviceTime: null,
      deviceUser: 1,
      cuffStatus: 0,
    }),
    isPossible: true,
  });
}

/** A blood glucose, and at which meal it was. */
async function recordFromMeter(
  { vitals, time, devices }: Pick<TestApi, 'vitals' | 'time' | 'devices'>,
  resident: TestApi['rosa'],
  deviceId: string,
) {
  await vitals.recordFromDevice(resident, {
    ...{ deviceId, characteristic: '2a18', bytes: Uint8Array.of(2, 7, 0) },
    dedupeKey: new Uint8Array(32).fill(2),
    ...{ clockOffsetMs: null, receivedAt: time.now, measuredAt: time.now, isPossible: true },
    content: {
      readings: [{ kind: 'glucose', value: 5, entered: { value: 5, unit: 'mmol/L' }, context: {} }],
      ...{ deviceTime: null, deviceUser: null },
    },
  });
  // A weight of nobody's: who fits it is looked for.
  const scale = anAdvert({ address: 'c0:ff:ee:00:00:03' });
  await devices.trustInAdvance(scale, 'weight-scale', resident.id);
  const scaleId = devices.findTrusted(scale.address)?.id ?? '';
  await vitals.recordFromDevice(resident, {
    ...{ deviceId: scaleId, characteristic: '2a9d', bytes: Uint8Array.of(0, 0x40, 0x38) },
    dedupeKey: new Uint8Array(32).fill(3),
    ...{ clockOffsetMs: null, receivedAt: time.now, measuredAt: time.now, isPossible: true },
    content: {
      readings: [{ kind: 'body-weight', value: 72, entered: { value: 72, unit: 'kg' }, context: {} }],
      ...{ deviceTime: null, deviceUser: null },
    },
  });
  const added = await vitals.addMeal({ deviceId, residentId: resident.id, sequence: 7, meal: 'fasting' });
  expect(added).toBe(true);
}

async function useRooms(
  { devices, rooms, time }: Pick<TestApi, 'devices' | 'rooms' | 'time'>,
  residentId: string,
) {
  const address = 'c0:ff:ee:00:00:08';
  await devices.trustInAdvance(anAdvert({ address }), 'broadcast-sensor', residentId);
  devices.broadcastKey(address);
  await devices.noteBroadcast(address, 1);
  const sensor = devices.findTrusted(address);
  if (sensor === undefined) throw new Error('The sensor is not trusted.');
  await rooms.noteLocked(sensor);
  const values = [{ measure: 'temperature' as const, value: 21 }];
  await rooms.note(sensor, { values, happened: ['motion'], at: time.now });
  rooms.history(sensor.id, 'temperature', 1);
  rooms.list(residentId);
}

function planOf(sql: string): string[] {
  const names = [
    ...new Set([...sql.replaceAll(/'[^']*'/g, '').matchAll(/:([a-z]\w*)/gi)].map(([, name = '']) => name)),
  ];
  const parameters = Object.fromEntries(names.map((name) => [name, null]));
  return api.database
    .all({ detail: column.text }, `EXPLAIN QUERY PLAN ${sql}`, parameters)
    .map(({ detail }) => detail);
}

/** The table behind a name in a plan: plans say the alias. */
function tableOf(sql: string, name: string): string {
  return new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(\\w+)\\s+AS\\s+${name}\\b`).exec(sql)?.[1] ?? name;
}

function faultsOf(sql: string): string[] {
  const maySort = [...MAY_SORT.keys()].some((part) => sql.includes(part));
  return planOf(sql).filter((detail) => {
    // What json_each() reads is a list that was handed in.
    if (/ VIRTUAL TABLE INDEX /.test(detail)) return false;
    const scanned = /^SCAN (\w+)/.exec(detail)?.[1];
    if (scanned !== undefined && scanned !== 'CONSTANT' && !/CONSTANT ROWS$/.test(detail))
      return !SMALL.has(tableOf(sql, scanned));
    return /AUTOMATIC/.test(detail) || (/TEMP B-TREE/.test(detail) && !maySort);
  });
}

/** The beginnings of the statements that stand in the sources of the stores. */
function writtenStatements(): { file: string; sql: string }[] {
  const folder = 'src/server';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !READ_WHOLE.has(path))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      const literals = source.matchAll(
        /`\s*((?:SELECT|INSERT|UPDATE|DELETE|WITH)\b[^`$]*)|'((?:SELECT|INSERT|UPDATE|DELETE|WITH)\b[^'\n]*)/g,
      );
      return [...literals].map(([, template, plain]) => ({ file, sql: oneLine(template ?? plain ?? '') }));
    });
}
const oneLine = (sql: string) => sql.replaceAll(/\s+/g, ' ').trim();

describe(`the statements of the hub, at ${String(ROWS)} rows`, () => {
  it('are all asked for by this test, so that none goes unexplained', () => {
    const asked = statements.map(oneLine);
    const unasked = writtenStatements().filter(({ sql }) => !asked.some((one) => one.includes(sql)));
    expect(unasked).toEqual([]);
    expect(statements.length).toBeGreaterThan(20);
  });

  it('read no growing table from end to end and sort nothing but what is small', () => {
    const faults = statements.flatMap((sql) =>
      faultsOf(sql).map((detail) => `${detail} in: ${oneLine(sql)}`),
    );
    expect(faults).toEqual([]);
    console.log(`${String(statements.length)} statements explained at ${String(ROWS)} rows`);
  });

  it('would be found out: a scan, a sort', () => {
    expect(faultsOf('SELECT id FROM vital_readings AS reading WHERE reading.note = :note')).toHaveLength(1);
    expect(faultsOf('SELECT min(seq), max(seq) FROM events')).toHaveLength(1);
    expect(faultsOf('SELECT seq FROM events WHERE seq > :seq ORDER BY type')).toHaveLength(1);
  });
});
