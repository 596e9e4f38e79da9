/**
 * Live events, server → screen over /api/live. The event log gives each a `seq`; a listener resumes with ?since=SEQ.
 * An event the listener may not see still advances it as a bare {seq}. `resync` means: too old, or of another log (a
 * backup was put back, so the `epoch` differs): load the page anew.
 */
import type { Action, Category } from '#domain/access.ts';
import { ActivityUpdatedSchema } from './activity.ts';
import { FoodImportedSchema, FoodSchema } from './foods.ts';
import { MealSchema, NutritionPlannedSchema } from './nutrition.ts';
import { DrinkSchema, HydrationPlannedSchema } from './hydration.ts';
import { z } from 'zod';
import { AlertNotifiedSchema, AlertSchema } from './alerts.ts';
import { BackupSchema } from './backups.ts';
import { CardSettingsSchema } from './card.ts';
import { CheckInDoneSchema, CheckInReminderSchema } from './check-ins.ts';
import { ContactsUpdatedSchema } from './contacts.ts';
import { DoseRecordedSchema, DoseReminderSchema } from './doses.ts';
import { DeviceSchema } from './devices.ts';
import { MedicationChangedSchema } from './medications.ts';
import { PairingSchema } from './pairings.ts';
import { RoomSchema } from './rooms.ts';
import { ShareSchema } from './sessions.ts';
import { GeneralSettingsSchema } from './settings.ts';
import { ClockStatusSchema, WorkerStatusSchema } from './status.ts';
import { UserSchema } from './users.ts';
import { ReadingSchema } from './vitals.ts';
import { GuidedSessionSchema } from './vitals/guided-session.ts';
import { InboxItemSchema } from './vitals/inbox.ts';
import { ImportedSchema } from './vitals/import.ts';
import { VitalsSettingsSchema } from './vitals/settings.ts';
import { Id, Instant } from './wire.ts';

const envelope = { seq: z.int(), v: z.literal(1), at: Instant };

export const LiveEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...envelope,
    type: z.literal('reading.recorded'),
    residentId: Id,
    data: ReadingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('reading.amended'),
    residentId: Id,
    data: ReadingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('reading.retracted'),
    residentId: Id,
    data: ReadingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('reading.restored'),
    residentId: Id,
    data: ReadingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('readings.imported'),
    residentId: Id,
    data: ImportedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('inbox.updated'),
    residentId: Id,
    data: InboxItemSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('activity.updated'),
    residentId: Id,
    data: ActivityUpdatedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('drink.recorded'),
    residentId: Id,
    data: DrinkSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('hydration.planned'),
    residentId: Id,
    data: HydrationPlannedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('meal.recorded'),
    residentId: Id,
    data: MealSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('nutrition.planned'),
    residentId: Id,
    data: NutritionPlannedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('food.added'),
    residentId: z.null(),
    data: FoodSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('foods.imported'),
    residentId: z.null(),
    data: FoodImportedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('environment.updated'),
    residentId: Id,
    data: RoomSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('guided-session.updated'),
    residentId: Id,
    data: GuidedSessionSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('settings.updated'),
    residentId: Id,
    data: z.object({ name: z.literal('vitals'), settings: VitalsSettingsSchema }),
  }),
  z.object({
    ...envelope,
    type: z.literal('profile.updated'),
    residentId: Id,
    data: z.discriminatedUnion('name', [
      z.object({ name: z.literal('general'), settings: GeneralSettingsSchema }),
      z.object({ name: z.literal('card'), settings: CardSettingsSchema }),
    ]),
  }),
  z.object({
    ...envelope,
    type: z.literal('contacts.updated'),
    residentId: Id,
    data: ContactsUpdatedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('medication.changed'),
    residentId: Id,
    data: MedicationChangedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('dose.due'),
    residentId: Id,
    data: DoseReminderSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('dose.late'),
    residentId: Id,
    data: DoseReminderSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('dose.missed'),
    residentId: Id,
    data: DoseReminderSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('dose.recorded'),
    residentId: Id,
    data: DoseRecordedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('allergies.updated'),
    residentId: Id,
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('alert.raised'),
    residentId: Id,
    data: AlertSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('alert.changed'),
    residentId: Id,
    data: AlertSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('alert.acknowledged'),
    residentId: Id,
    data: AlertSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('alert.notified'),
    residentId: Id,
    data: AlertNotifiedSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('alert-settings.updated'),
    residentId: Id,
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('check-in.due'),
    residentId: Id,
    data: CheckInReminderSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('check-in.missed'),
    residentId: Id,
    data: CheckInReminderSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('check-in.done'),
    residentId: Id,
    data: CheckInDoneSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('check-in-settings.updated'),
    residentId: Id,
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('device.discovered'),
    residentId: z.null(),
    data: DeviceSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('device.status'),
    residentId: z.null(),
    data: DeviceSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('worker.status'),
    residentId: z.null(),
    data: WorkerStatusSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('clock.status'),
    residentId: z.null(),
    data: ClockStatusSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('resident.added'),
    residentId: Id,
    data: UserSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('resident.changed'),
    residentId: Id,
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('person.added'),
    residentId: z.null(),
    data: UserSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('person.changed'),
    residentId: z.null(),
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('sharing.changed'),
    residentId: Id,
    data: z.object({ id: Id, share: ShareSchema }),
  }),
  z.object({
    ...envelope,
    type: z.literal('session.started'),
    residentId: z.null(),
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('session.ended'),
    residentId: z.null(),
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('passkeys.changed'),
    residentId: z.null(),
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('notifications.changed'),
    residentId: z.null(),
    data: z.object({ id: Id }),
  }),
  z.object({
    ...envelope,
    type: z.literal('pairing.updated'),
    residentId: z.null(),
    data: PairingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('hub-settings.updated'),
    residentId: z.null(),
    data: z.object({ name: z.enum(['hub', 'encryption', 'mail']) }),
  }),
  z.object({
    ...envelope,
    type: z.literal('backup.made'),
    residentId: z.null(),
    data: BackupSchema,
  }),
]);

export type LiveEvent = z.infer<typeof LiveEventSchema>;
export type LiveEventType = LiveEvent['type'];

/** The payload of one event type. */
export type LiveData<T extends LiveEventType> = Extract<LiveEvent, { type: T }>['data'];

const ofVitals = { category: 'vitals', action: 'read' } as const;
const ofMedication = { category: 'medication', action: 'read' } as const;
const ofNutrition = { category: 'nutrition', action: 'read' } as const;
const ofAlerts = { category: 'alerts', action: 'read' } as const;
const ofDevices = { category: 'devices', action: 'read' } as const;
const ofPeople = { category: 'people', action: 'manage' } as const;

/** What a listener must be allowed to hear an event; others only hear that it happened. */
export const EVENT_NEEDS: Readonly<Record<LiveEventType, { category: Category; action: Action }>> = {
  'reading.recorded': ofVitals,
  'reading.amended': ofVitals,
  'reading.retracted': ofVitals,
  'reading.restored': ofVitals,
  'readings.imported': ofVitals,
  'inbox.updated': ofVitals,
  'guided-session.updated': ofVitals,
  'activity.updated': { category: 'activity', action: 'read' },
  'foods.imported': { category: 'system', action: 'read' },
  'food.added': { category: 'system', action: 'read' },
  'meal.recorded': ofNutrition,
  'nutrition.planned': ofNutrition,
  'drink.recorded': ofNutrition,
  'hydration.planned': ofNutrition,
  'environment.updated': { category: 'environment', action: 'read' },
  'settings.updated': ofVitals,
  'profile.updated': { category: 'profile', action: 'read' },
  'contacts.updated': { category: 'contacts', action: 'read' },
  'medication.changed': ofMedication,
  'dose.due': ofMedication,
  'dose.late': ofMedication,
  'dose.missed': ofMedication,
  'dose.recorded': ofMedication,
  'allergies.updated': ofMedication,
  'alert.raised': ofAlerts,
  'alert.changed': ofAlerts,
  'alert.acknowledged': ofAlerts,
  'alert.notified': ofAlerts,
  'alert-settings.updated': ofAlerts,
  'check-in.due': ofAlerts,
  'check-in.missed': ofAlerts,
  'check-in.done': ofAlerts,
  'check-in-settings.updated': ofAlerts,
  'device.discovered': ofDevices,
  'device.status': ofDevices,
  'worker.status': { category: 'system', action: 'read' },
  'clock.status': { category: 'system', action: 'read' },
  'resident.added': ofPeople,
  'resident.changed': { category: 'people', action: 'read' },
  'person.added': ofPeople,
  'person.changed': ofPeople,
  'sharing.changed': { category: 'sharing', action: 'read' },
  'session.started': ofPeople,
  'session.ended': ofPeople,
  'passkeys.changed': ofPeople,
  'notifications.changed': ofPeople,
  'pairing.updated': ofPeople,
  'hub-settings.updated': { category: 'system', action: 'manage' },
  'backup.made': { category: 'system', action: 'manage' },
};

/** What travels on the socket, server → screen. */
export type LiveMessage =
  | LiveEvent
  | { seq: number }
  | { type: 'hello'; seq: number; epoch: string }
  | { type: 'resync'; seq: number; epoch: string };
