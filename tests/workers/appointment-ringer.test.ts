/** An appointment that comes up rings the resident's own phone, through a real push service on loopback. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NewAppointmentSchema, type Appointment } from '#contracts/appointments.ts';
import { startAppointmentRinger } from '#server/appointment-ringer.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { aPhone, aPushService } from '../fixtures/peers.ts';

const log = pino({ level: 'silent' });

let api: TestApi;
let push: Awaited<ReturnType<typeof aPushService>>;
let phone: ReturnType<typeof aPhone>;
let ringer: Awaited<ReturnType<typeof startAppointmentRinger>>;
beforeEach(async () => {
  api = await anApi();
  push = await aPushService();
  phone = aPhone(push.url);
  const { sessionId } = await api.database.write((tx) =>
    api.access.sessions.begin(tx, { userId: api.rosa.id, deviceName: 'phone', isSecure: true }),
  );
  await api.pushDevices.add({ userId: api.rosa.id, sessionId }, phone.subscription);
  ringer = await startAppointmentRinger({ ...api, log });
});
afterEach(async () => {
  await ringer.stop();
  await push.close();
  expect(api.unexpected).toEqual([]);
  api.close();
});

const rung = () => push.posts.map(({ body }) => JSON.parse(phone.open(body)) as Record<string, unknown>);
const add = (more: object = {}) =>
  api.appointments.add(
    api.rosa,
    NewAppointmentSchema.parse({
      ...{ title: 'Eye doctor', kind: 'vision', date: '2026-11-23', time: '10:30' },
      ...{ location: 'At the market', bring: 'Glasses', ...more },
    }),
    'test',
  );
/** What the reminders' thread has written down. */
const remind = async ({ id, title, location, bring, startsAt }: Appointment, isSuperseded = false) => {
  const step = 'before-1440';
  const data = {
    ...{ id: `${id}@${String(Date.parse(startsAt))}`, appointmentId: id, title, location, bring, startsAt },
    ...{ isAllDay: false, minutesBefore: 1_440, step, lateMs: 0, isSuperseded },
  };
  const steps = [
    { residentId: api.rosa.id, at: api.time.now, event: { type: 'appointment.due' as const, data } },
  ];
  await api.reminders.deliver(steps, api.time.now);
  await ringer.settled();
};

it('rings once, with what to take along and the page that shows it', async () => {
  const one = await add();
  await remind(one);
  expect(rung()).toMatchObject([
    {
      title: 'Eye doctor',
      body: 'Mon, Nov 23, 10:30 AM. At the market. Take along: Glasses',
      page: '/appointments',
    },
  ]);
  await remind(one);
  expect(rung()).toHaveLength(1);
});

it('says nothing of what it is about where nobody is to read it', async () => {
  await api.settings.saveNotifications(api.rosa.id, {
    ...api.settings.notifications(api.rosa.id),
    hasContent: false,
  });
  await remind(await add());
  expect(JSON.stringify(rung())).not.toMatch(/Eye|Glasses|market/);
  expect(rung()).toHaveLength(1);
});

it('is silent for what was called off, what is said late, and what is superseded', async () => {
  const off = await add();
  const found = api.appointments.find(api.rosa.id, off.id);
  if (found === undefined) throw new Error('It was just written down.');
  await api.appointments.setStatus(api.rosa, found, 'cancelled', null);
  await remind(off);
  await remind(await add({ title: 'Superseded' }), true);
  expect(rung()).toEqual([]);
});
