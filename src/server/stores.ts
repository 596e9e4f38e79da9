/** Opens the database of a data directory, brings it up to date and makes what reads and writes it. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { User } from '#contracts/users.ts';
import { ladderClassOf } from '#domain/alerts/kinds.ts';
import { createAccessStore } from './access.ts';
import { createActivityStore } from './activity.ts';
import { createAppointmentsStore } from './appointments.ts';
import { createFoodsStore } from './foods.ts';
import { createNutritionStore } from './nutrition.ts';
import { createHydrationStore } from './hydration.ts';
import { openMirrorKey } from './access/mirror-key.ts';
import { createAlertsStore } from './alerts.ts';
import type { StoredAlert } from './alerts/rows.ts';
import { createHomeEncryption } from './at-rest/home-encryption.ts';
import { openDatabaseIn } from './at-rest/open.ts';
import { createBackups } from './backups.ts';
import type { Clock } from './clock.ts';
import { createCheckInsStore } from './check-ins.ts';
import { createContactsStore } from './contacts.ts';
import { backupFolderIn, databasePathIn } from './data-directory.ts';
import { createDevicesStore } from './devices.ts';
import { EventLog } from './events.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { createPaceIntake } from './pace-intake.ts';
import { createMedicationsStore } from './medications.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createPushDevicesStore } from './push-devices.ts';
import { createRemindersStore } from './reminders.ts';
import { createSettingsStore } from './settings.ts';
import { untilCommit } from './until-commit.ts';
import { createUsersStore } from './users.ts';
import { createSystemSettings } from './system-settings.ts';
import { createLiveMinutes } from './live-minutes.ts';
import { createRoomsStore } from './rooms.ts';
import { createVitalsStore } from './vitals.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

export type Stores = Awaited<ReturnType<typeof openStores>>;

/**
 * Makes the directory when it is missing, and its owner's alone in any case. `reportFailure` is called with what went
 * wrong after an answer was given, `notice` is a line for the log. Throws `DatabaseInUseError` while a hub runs on it,
 * `KeyProblemError` when the database's key is not here.
 */
export async function openStores(
  dataDirectory: string,
  clock: Clock,
  reportFailure: (error: unknown) => void,
) {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  chmodSync(dataDirectory, 0o700);
  const path = databasePathIn(dataDirectory);
  const { database, notice } = openDatabaseIn(dataDirectory, path);
  chmodSync(path, 0o600);
  const events = new EventLog(database, clock);
  const folder = backupFolderIn(dataDirectory);
  const backups = createBackups({ database, folder, clock, appendEvent: events.append });
  const migrated = await migrate(database, readMigrations(MIGRATIONS), clock, backups.makeUntold);
  const users = createUsersStore(database, clock, events.append);
  const vitals = createVitalsStore(database, clock, events.append);
  const access = createAccessStore(database, clock, events.append, users.insertPerson);
  const settings = createSettingsStore(database, clock, events.append, vitals);
  const canBeSnoozed = ({ residentId, kind, facts }: StoredAlert) => {
    const isTimeCritical = facts.kind === 'dose' && facts.isTimeCritical;
    return settings.alerts(residentId).ladders[ladderClassOf(kind, isTimeCritical)].canBeSnoozed;
  };
  const systemSettings = createSystemSettings(database, clock, events.append, access.audit.append);
  const pushDevices = createPushDevicesStore(database, clock, events.append);
  const activity = createActivityStore(database, clock, events.append);
  const foods = createFoodsStore(database, clock, events.append);
  await foods.keepEveryday();
  const devices = createDevicesStore(database, clock, events.append);
  /** A trusted device and whom it measures, as its records are taken in. */
  const findSource = (address: string) => {
    const device = devices.findTrusted(address);
    const resident = device && users.find(device.residentId);
    return device && resident && { device, resident };
  };
  return {
    ...{ database, events, backups, migrated, notice, users, vitals, access, systemSettings, pushDevices },
    // What sends is loaded when somebody is to be told: most hubs tell nobody for days.
    tryNotifications: async (person: User) =>
      (await import('./sender.ts')).tryOut({ settings, pushDevices, systemSettings, clock }, person),
    mirrorKey: openMirrorKey(dataDirectory),
    encryption: createHomeEncryption(database, dataDirectory, events.append, access.audit.append),
    idempotency: createIdempotencyStore(database, clock, reportFailure),
    medications: createMedicationsStore(database, clock, events.append),
    reminders: createRemindersStore(database, clock, events.append),
    contacts: createContactsStore(database, clock, events.append),
    appointments: createAppointmentsStore(database, clock, events.append),
    settings,
    checkIns: createCheckInsStore(database, clock, events.append, settings),
    alerts: createAlertsStore(database, clock, events.append, canBeSnoozed),
    devices,
    sourceOf: untilCommit(database, findSource),
    untilCommit: <T>(find: (key: string) => T) => untilCommit(database, find),
    liveMinutes: createLiveMinutes(),
    activity,
    foods,
    nutrition: createNutritionStore(database, clock, events.append, foods.findAll),
    hydration: createHydrationStore(database, clock, events.append),
    paces: createPaceIntake(activity),
    rooms: createRoomsStore(database, clock, events.append),
  };
}
