/**
 * Live events, server → screen over /api/live. The event log gives each a `seq`; a listener resumes with ?since=SEQ.
 * An event the listener may not see still advances it as a bare {seq}. `resync` means: too old, or of another log (a
 * backup was put back, so the `epoch` differs): load the page anew.
 */
import type { Action, Category } from '#domain/access.ts';
import { z } from 'zod';
import { ActivityUpdatedSchema } from './activity.ts';
import { AlertNotifiedSchema, AlertSchema } from './alerts.ts';
import { AppointmentChangedSchema, AppointmentReminderSchema } from './appointments.ts';
import { BackupSchema } from './backups.ts';
import { CardSettingsSchema } from './card.ts';
import { CheckInDoneSchema, CheckInReminderSchema } from './check-ins.ts';
import { ContactsUpdatedSchema } from './contacts.ts';
import { DeviceSchema } from './devices.ts';
import { DoseRecordedSchema, DoseReminderSchema } from './doses.ts';
import { FoodImportedSchema, FoodSchema } from './foods.ts';
import { DrinkSchema, HydrationPlannedSchema } from './hydration.ts';
import { MedicationChangedSchema } from './medications.ts';
import { MealSchema, NutritionPlannedSchema } from './nutrition.ts';
import { PairingSchema } from './pairings.ts';
import { RoomSchema } from './rooms.ts';
import { ShareSchema } from './sessions.ts';
import { GeneralSettingsSchema } from './settings.ts';
import { ClockStatusSchema, WorkerStatusSchema } from './status.ts';
import { UserSchema } from './users.ts';
import { ReadingSchema } from './vitals.ts';
import { GuidedSessionSchema } from './vitals/guided-session.ts';
import { ImportedSchema } from './vitals/import.ts';
import { InboxItemSchema } from './vitals/inbox.ts';
import { VitalsSettingsSchema } from './vitals/settings.ts';
import { Id, Instant } from './wire.ts';

const event = <const T extends string, R extends z.ZodType, D extends z.ZodType>(
  type: T,
  residentId: R,
  data: D,
) => z.object({ seq: z.int(), v: z.literal(1), at: Instant, type: z.literal(type), residentId, data });

const ofResident = <const T extends string, D extends z.ZodType>(type: T, data: D) => event(type, Id, data);
const ofHub = <const T extends string, D extends z.ZodType>(type: T, data: D) => event(type, z.null(), data);

export const LiveEventSchema = z.discriminatedUnion('type', [
  ofResident('reading.recorded', ReadingSchema),
  ofResident('reading.amended', ReadingSchema),
  ofResident('reading.retracted', ReadingSchema),
  ofResident('reading.restored', ReadingSchema),
  ofResident('readings.imported', ImportedSchema),
  ofResident('inbox.updated', InboxItemSchema),
  ofResident('activity.updated', ActivityUpdatedSchema),
  ofResident('drink.recorded', DrinkSchema),
  ofResident('hydration.planned', HydrationPlannedSchema),
  ofResident('meal.recorded', MealSchema),
  ofResident('nutrition.planned', NutritionPlannedSchema),
  ofResident('appointment.changed', AppointmentChangedSchema),
  ofResident('appointment.due', AppointmentReminderSchema),
  ofResident('calendar-feed.changed', z.object({ id: Id })),
  ofHub('food.added', FoodSchema),
  ofHub('foods.imported', FoodImportedSchema),
  ofResident('environment.updated', RoomSchema),
  ofResident('guided-session.updated', GuidedSessionSchema),
  ofResident('settings.updated', z.object({ name: z.literal('vitals'), settings: VitalsSettingsSchema })),
  ofResident(
    'profile.updated',
    z.discriminatedUnion('name', [
      z.object({ name: z.literal('general'), settings: GeneralSettingsSchema }),
      z.object({ name: z.literal('card'), settings: CardSettingsSchema }),
    ]),
  ),
  ofResident('contacts.updated', ContactsUpdatedSchema),
  ofResident('medication.changed', MedicationChangedSchema),
  ofResident('dose.due', DoseReminderSchema),
  ofResident('dose.late', DoseReminderSchema),
  ofResident('dose.missed', DoseReminderSchema),
  ofResident('dose.recorded', DoseRecordedSchema),
  ofResident('allergies.updated', z.object({ id: Id })),
  ofResident('alert.raised', AlertSchema),
  ofResident('alert.changed', AlertSchema),
  ofResident('alert.acknowledged', AlertSchema),
  ofResident('alert.notified', AlertNotifiedSchema),
  ofResident('alert-settings.updated', z.object({ id: Id })),
  ofResident('check-in.due', CheckInReminderSchema),
  ofResident('check-in.missed', CheckInReminderSchema),
  ofResident('check-in.done', CheckInDoneSchema),
  ofResident('check-in-settings.updated', z.object({ id: Id })),
  ofHub('device.discovered', DeviceSchema),
  ofHub('device.status', DeviceSchema),
  ofHub('worker.status', WorkerStatusSchema),
  ofHub('clock.status', ClockStatusSchema),
  ofResident('resident.added', UserSchema),
  ofResident('resident.changed', z.object({ id: Id })),
  ofHub('person.added', UserSchema),
  ofHub('person.changed', z.object({ id: Id })),
  ofResident('sharing.changed', z.object({ id: Id, share: ShareSchema })),
  ofHub('session.started', z.object({ id: Id })),
  ofHub('session.ended', z.object({ id: Id })),
  ofHub('passkeys.changed', z.object({ id: Id })),
  ofHub('notifications.changed', z.object({ id: Id })),
  ofHub('pairing.updated', PairingSchema),
  ofHub('hub-settings.updated', z.object({ name: z.enum(['hub', 'encryption', 'mail']) })),
  ofHub('weather.updated', z.object({ name: z.literal('weather') })),
  ofHub('backup.made', BackupSchema),
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
  'appointment.changed': { category: 'appointments', action: 'read' },
  'calendar-feed.changed': { category: 'appointments', action: 'read' },
  'appointment.due': { category: 'appointments', action: 'read' },
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
  'weather.updated': { category: 'system', action: 'read' },
  'backup.made': { category: 'system', action: 'manage' },
};

/** What travels on the socket, server → screen. */
export type LiveMessage =
  | LiveEvent
  | { seq: number }
  | { type: 'hello'; seq: number; epoch: string }
  | { type: 'resync'; seq: number; epoch: string };
