/** A dose that is said again rings the resident's own phone, through a real push service on loopback. Product facts §3.1. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDoseRinger } from '#server/dose-ringer.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { added, aMedication, dailyAt } from '../fixtures/medications.ts';
import { aPhone, aPushService } from '../fixtures/peers.ts';

const MINUTE_MS = 60_000;
/** Sunday 19:30 on Rosa's wall. */
const DUE = '2026-11-22T19:30';
const log = pino({ level: 'silent' });

let api: TestApi;
let push: Awaited<ReturnType<typeof aPushService>>;
let phone: ReturnType<typeof aPhone>;
let ringer: Awaited<ReturnType<typeof startDoseRinger>>;
beforeEach(async () => {
  api = await anApi();
  push = await aPushService();
  phone = await aPhoneOf(api.rosa.id);
  ringer = await startDoseRinger({ ...api, log });
});
afterEach(async () => {
  await ringer.stop();
  await push.close();
  expect(api.unexpected).toEqual([]);
  api.close();
});

async function aPhoneOf(userId: string) {
  const one = aPhone(push.url);
  const { sessionId } = await api.database.write((tx) =>
    api.access.sessions.begin(tx, { userId, deviceName: 'phone', isSecure: true }),
  );
  await api.pushDevices.add({ userId, sessionId }, one.subscription);
  return one;
}

const aDose = async (name: string, isTimeCritical = false) =>
  await added(api, aMedication({ name, schedule: { ...dailyAt('19:30'), isTimeCritical } }));
type Medication = Awaited<ReturnType<typeof aDose>>;

/** What the reminders' thread has written down when these doses are due, or said again. */
const say = async (
  step: string,
  medications: readonly Medication[],
  parts: { isSuperseded?: boolean } = {},
) => {
  const steps = medications.map(({ id: medicationId, doseId, schedule: { isTimeCritical } }) => ({
    ...{ residentId: api.rosa.id, at: api.time.now },
    event: {
      type: 'dose.due' as const,
      data: {
        ...{ id: doseId(DUE), step, isSuperseded: false, lateMs: 0, medicationId, isTimeCritical },
        ...{ dueAt: new Date(NOW).toISOString(), ...parts },
      },
    },
  }));
  await api.reminders.deliver(steps, api.time.now);
};
const minutes = async (after: number, step: string, medications: readonly Medication[]) => {
  api.time.now = NOW + after * MINUTE_MS;
  await say(step, medications);
  await ringer.settled();
};
const rung = () => push.posts.map(({ body }) => JSON.parse(phone.open(body)) as Record<string, unknown>);

describe('the resident’s own phone', () => {
  it('is silent when a dose is due, and rings at each repeat, one message for all that is due together', async () => {
    const both = [await aDose('Aspirin'), await aDose('Ramipril')];
    await minutes(-5, 'soon', both);
    await minutes(0, 'due', both);
    expect(rung()).toEqual([]);
    await minutes(10, 'repeat-1', both);
    await minutes(20, 'repeat-2', both);
    const message = {
      ...{ title: 'Time for your evening medicines', body: 'Aspirin and Ramipril. Due at 7:30 PM.' },
      ...{ tag: api.rosa.id, page: '/medication', answer: null, isUrgent: false },
    };
    const sayingTheSame = rung().map(({ body, ...rest }) => ({
      ...rest,
      // Whatever blank the language has before PM.
      body: String(body).replace(/\s/g, ' '),
    }));
    expect(sayingTheSame).toEqual([message, message]);
    expect(push.posts[0]?.headers).toMatchObject({ ttl: '600', topic: api.rosa.id.replaceAll('-', '') });
  });

  it('is not rung for what was taken, what is superseded and what is of an hour ago', async () => {
    const [taken, left] = [await aDose('Aspirin'), await aDose('Ramipril')];
    await api.medications.recordAnswers(api.rosa, [{ doseId: taken.doseId(DUE), outcome: 'taken' }], {
      ...{ id: 'test', name: '', role: 'mirror' },
    });
    await minutes(10, 'repeat-1', [taken, left]);
    expect(rung().map(({ body }) => String(body).split('.')[0])).toEqual(['Ramipril']);
    await say('repeat-2', [left], { isSuperseded: true });
    await ringer.settled();
    expect(rung()).toHaveLength(1);

    await ringer.stop();
    await say('repeat-3', [left]);
    api.time.now += 60 * MINUTE_MS;
    ringer = await startDoseRinger({ ...api, log });
    await ringer.settled();
    expect(rung()).toHaveLength(1);
  });

  it('rings after a restart for what was said while the hub fell, and once', async () => {
    const dose = await aDose('Aspirin');
    await ringer.stop();
    await say('repeat-1', [dose]);
    for (let life = 0; life < 3; life++) {
      ringer = await startDoseRinger({ ...api, log });
      await ringer.settled();
      await ringer.stop();
    }
    expect(rung()).toHaveLength(1);
  });

  it('is left in peace in quiet hours, but for what is time-critical', async () => {
    await api.settings.saveGeneral(api.rosa.id, {
      ...api.settings.general(api.rosa.id),
      quietHours: { from: '19:00', to: '21:00' },
    });
    await minutes(10, 'repeat-1', [await aDose('Aspirin')]);
    expect(rung()).toEqual([]);
    await minutes(10, 'repeat-1', [await aDose('Levodopa', true)]);
    expect(rung()).toHaveLength(1);
  });

  it('says nothing of what it is about where that is not wanted, and is in the reader’s language', async () => {
    const dose = await aDose('Aspirin');
    await api.users.change(api.rosa.id, { language: 'es' });
    await minutes(10, 'repeat-1', [dose]);
    expect(rung()[0]?.title).toBe('Es hora de sus medicinas del anochecer');
    await api.settings.saveNotifications(api.rosa.id, {
      ...{ hasContent: false, email: null, ntfy: null, webhook: null },
    });
    await minutes(20, 'repeat-2', [dose]);
    expect(rung()[1]).toMatchObject({
      title: 'Betti',
      body: expect.not.stringMatching(/Aspirin|19:30/) as string,
    });
  });

  it('rings no phone but the resident’s, and forgets one that is gone', async () => {
    await aPhoneOf(api.ana.userId ?? '');
    push.mood.status = 410;
    await minutes(10, 'repeat-1', [await aDose('Aspirin')]);
    expect(api.pushDevices.of(api.rosa.id)).toEqual([]);
    expect(api.pushDevices.of(api.ana.userId ?? '')).toHaveLength(1);
  });
});
