/** What a request carries through the handlers, and what createApi() is given. Types alone: the server composes. */
import type { Actor } from '#contracts/access.ts';
import type { Offer } from '#contracts/pairings.ts';
import type { NotificationTest } from '#contracts/notifications.ts';
import type { Status } from '#contracts/status.ts';
import type { User } from '#contracts/users.ts';
import type { AccessStore } from '#server/access.ts';
import type { ActivityStore } from '#server/activity.ts';
import type { AppointmentsStore } from '#server/appointments.ts';
import type { FoodsStore } from '#server/foods.ts';
import type { NutritionStore } from '#server/nutrition.ts';
import type { HydrationStore } from '#server/hydration.ts';
import type { Identity } from '#server/access/identify.ts';
import type { MirrorKey } from '#server/access/mirror-key.ts';
import type { AlertsStore } from '#server/alerts.ts';
import type { HomeEncryption } from '#server/at-rest/home-encryption.ts';
import type { BackupStore } from '#server/backups.ts';
import type { CheckInsStore } from '#server/check-ins.ts';
import type { Clock } from '#server/clock.ts';
import type { ContactsStore } from '#server/contacts.ts';
import type { DevicesStore } from '#server/devices.ts';
import type { EventLog } from '#server/events.ts';
import type { IdempotencyStore } from '#server/idempotency.ts';
import type { MedicationsStore } from '#server/medications.ts';
import type { PushDevicesStore } from '#server/push-devices.ts';
import type { RoomsStore } from '#server/rooms.ts';
import type { SettingsStore } from '#server/settings.ts';
import type { SystemSettings } from '#server/system-settings.ts';
import type { TlsView } from '#server/tls/view.ts';
import type { UsersStore } from '#server/users.ts';
import type { Visit } from '#server/visit.ts';
import type { WeatherDesk } from '#server/weather.ts';
import type { VitalsStore } from '#server/vitals.ts';
import type { Context } from 'hono';
import type { UpgradeWebSocket } from 'hono/ws';

export type ApiDependencies = {
  readonly clock: Clock;
  readonly users: UsersStore;
  readonly vitals: VitalsStore;
  readonly medications: MedicationsStore;
  readonly alerts: AlertsStore;
  readonly checkIns: CheckInsStore;
  readonly contacts: ContactsStore;
  readonly settings: SettingsStore;
  readonly devices: DevicesStore;
  readonly rooms: RoomsStore;
  readonly activity: ActivityStore;
  readonly appointments: AppointmentsStore;
  readonly hydration: HydrationStore;
  readonly weather: Pick<WeatherDesk, 'now' | 'places'>;
  readonly foods: FoodsStore;
  readonly nutrition: NutritionStore;
  /** What `find` answers is kept until something is written. */
  readonly untilCommit: <T>(find: (key: string) => T) => (key: string) => T;
  readonly pushDevices: PushDevicesStore;
  /** Sends a person a trial by every way that they set up. */
  readonly tryNotifications: (person: User) => Promise<NotificationTest>;
  readonly backups: BackupStore;
  readonly events: EventLog;
  readonly idempotency: IdempotencyStore;
  readonly access: AccessStore;
  readonly mirrorKey: Pick<MirrorKey, 'isRight'>;
  readonly status: () => Status;
  readonly tls: TlsView;
  /** Where a request comes from. */
  readonly visit: (c: Context) => Visit;
  /** Who asks; null for someone who was not let in. */
  readonly identify: (c: Context, visit: Visit) => Identity | null;
  readonly systemSettings: SystemSettings;
  readonly encryption: HomeEncryption;
  /** Where a phone finds the hub, best first, e.g. https://192.168.1.20:3000 */
  readonly hubUrls: () => Offer['urls'];
  readonly upgradeWebSocket: UpgradeWebSocket;
  /** Called once a request is answered, to be logged. */
  readonly reportRequest: (line: RequestLine) => void;
  /** Called with what nobody expected, once, to be logged under the request's id. */
  readonly reportUnexpected: (error: unknown, requestId: string) => void;
};

/** A request that was answered, as handlers/request-log.ts tells it. */
export type RequestLine = {
  readonly requestId: string;
  readonly method: string;
  /** For example /api/residents/:residentId/vitals; /api/* for what is no route. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
};

export type ApiEnv = {
  Variables: {
    actor: Actor | null;
    /** Whether the actor's cookie travels by HTTPS alone. */
    isSecure: boolean;
    visit: Visit;
    /** What route() asks before it lets anyone through. */
    door: Door;
    requestId: string;
  };
};

/** What stands between a request and its handler. */
export type Door = {
  readonly isSetUp: () => boolean;
  readonly isOwnerAtHomeOnly: () => boolean;
  readonly audit: AccessStore['audit'];
};
