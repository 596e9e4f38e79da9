/**
 * The alert desk on a real database with a clock that the test sets: each step of a ladder is said once, to whom it is
 * for, and nobody hears more once somebody sees to it. Product facts §7, item 13.
 */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveData, LiveEvent } from '#contracts/live.ts';
import { EVERYTHING } from '#domain/access.ts';
import { DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { startAlerts } from '#server/alert-desk.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { LATE_DOSE } from '../fixtures/alerts.ts';
import { added, aMedication } from '../fixtures/medications.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let api: TestApi;
let desk: Awaited<ReturnType<typeof startAlerts>>;
let anaId: string;
let benId: string;

const startDesk = () => startAlerts({ ...api, log: pino({ level: 'silent' }) });
beforeEach(async () => {
  api = await anApi();
  anaId = api.ana.userId ?? '';
  // Who came in first is told first.
  api.time.now = NOW + 1;
  benId = await api.database.write((tx) => {
    const userId = api.users.insertPerson(tx, { name: 'Ben', role: 'caregiver' });
    api.access.grants.setIn(tx, { userId, residentId: api.rosa.id, share: EVERYTHING, by: 'test' });
    return userId;
  });
  api.time.now = NOW;
  desk = await startDesk();
});
afterEach(async () => {
  await desk.stop();
  expect(api.unexpected).toEqual([]);
  api.close();
});

const at = async (minutes: number) => {
  api.time.now = NOW + minutes * MINUTE_MS;
  await desk.settled();
};
const eventsOf = <T extends LiveEvent['type']>(type: T) =>
  api.events.after(0, 1_000).flatMap((event) => (event.type === type ? [event.data as LiveData<T>] : []));
/** Who was told so far, one list a step. */
const told = () => eventsOf('alert.notified').map(({ recipientIds }) => recipientIds);
const latest = async () => (await read('GET', '')).items[0];
const read = async (method: string, rest: string, body?: unknown) => {
  const path = `/api/residents/${api.rosa.id}/alerts${rest}`;
  const response = await (body === undefined ? api.request(path, { method }) : api.send(method, path, body));
  return (response.status === 204 ? {} : await response.json()) as {
    items: { id: string; state: string; facts: unknown }[];
    id: string;
    state: string;
    status: number;
  };
};
const askAs = (userId: string, name: string) =>
  (api.asker.actor = { ...api.ana, id: `user:${userId}`, userId, name });

/** What the reminder desk writes when a dose is late, or missed. */
const sayDose = (
  type: 'dose.late' | 'dose.missed',
  change: Partial<
    Pick<LiveData<'dose.late'>, 'isTimeCritical' | 'isSuperseded' | 'medicationId' | 'dueAt'>
  > = {},
) =>
  api.database.write((tx) => {
    const { doseId, medicationId, dueAt } = LATE_DOSE;
    const data = {
      ...{ id: doseId, medicationId, dueAt, lateMs: 0, step: type === 'dose.late' ? 'late' : 'missed' },
      ...{ isTimeCritical: false, isSuperseded: false, ...change },
    };
    api.events.append(tx, { type, residentId: api.rosa.id, data });
  });

describe('a dose that nobody answers', () => {
  it('is told to whoever is on duty, and an hour later to the next, in this order and no further', async () => {
    await sayDose('dose.late');
    await at(0);
    expect(told()).toEqual([[anaId]]);
    await at(59);
    expect(told()).toHaveLength(1);
    await at(60);
    await at(24 * 60);
    expect(told()).toEqual([[anaId], [benId]]);
    expect(await latest()).toMatchObject({ state: 'open', facts: { kind: 'dose', stage: 'late' } });
  });

  it('reaches the second person of a medication with reminders of its own when somebody set it', async () => {
    const own = { repeatMinutes: 10, repeats: 2, secondMinutes: 85 };
    const { id: medicationId } = await added(api, aMedication({ reminders: own }));
    // Due an hour before it counts as late, which is now.
    await sayDose('dose.late', { medicationId, dueAt: new Date(NOW - HOUR_MS).toISOString() });
    await at(24);
    expect(told()).toEqual([[anaId]]);
    await at(25);
    expect(told()).toEqual([[anaId], [benId]]);
  });

  it('takes half of the time when it is time-critical', async () => {
    await sayDose('dose.late', { isTimeCritical: true });
    await at(30);
    expect(told()).toEqual([[anaId], [benId]]);
  });

  it('begins anew when it is missed, though somebody had seen that it was late', async () => {
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    await read('POST', `/${id}/acknowledge`);
    await sayDose('dose.missed');
    await at(30);
    expect(told()).toEqual([[anaId], [anaId]]);
    expect(await latest()).toMatchObject({ id, state: 'open', facts: { stage: 'missed' } });
    await read('POST', `/${id}/acknowledge`);
    expect(await latest()).toMatchObject({ state: 'resolved' });
  });

  it('is told once as missed when the hub was off meanwhile', async () => {
    await sayDose('dose.late', { isSuperseded: true });
    await sayDose('dose.missed');
    await at(0);
    expect(told()).toEqual([[anaId]]);
    expect(await latest()).toMatchObject({ facts: { stage: 'missed' } });
  });
});

describe('“I see to it”', () => {
  it('stops the ladder, and names who said it first', async () => {
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    askAs(benId, 'Ben');
    await read('POST', `/${id}/acknowledge`);
    askAs(anaId, 'Ana');
    await read('POST', `/${id}/acknowledge`);
    await at(300);
    expect(told()).toEqual([[anaId]]);
    expect(await latest()).toMatchObject({ state: 'acknowledged', acknowledged: { by: { name: 'Ben' } } });
    expect(eventsOf('alert.acknowledged')).toHaveLength(1);
  });

  it('keeps a receipt of each message: sent, shown, acknowledged', async () => {
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    askAs(anaId, 'Ana');
    expect((await read('GET', `/${id}/receipts`)).items).toMatchObject([
      { shownAt: null, acknowledgedAt: null },
    ]);
    await at(1);
    await read('POST', `/${id}/shown`);
    await at(2);
    await read('POST', `/${id}/acknowledge`);
    expect((await read('GET', `/${id}/receipts`)).items).toMatchObject([
      {
        sentAt: new Date(NOW).toISOString(),
        shownAt: new Date(NOW + MINUTE_MS).toISOString(),
        acknowledgedAt: new Date(NOW + 2 * MINUTE_MS).toISOString(),
      },
    ]);
  });
});

describe('having it wait', () => {
  it('is for one person alone: the others are told, and that person again afterwards', async () => {
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    askAs(anaId, 'Ana');
    await read('POST', `/${id}/snooze`, { minutes: 15 });
    await at(14);
    expect(told()).toEqual([[anaId]]);
    await at(15);
    expect(told()).toEqual([[anaId], [anaId]]);
    await at(60);
    expect(told()).toEqual([[anaId], [anaId], [benId]]);
  });

  it('leaves out who waits when the next step comes', async () => {
    await at(0);
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    askAs(benId, 'Ben');
    await at(45);
    await read('POST', `/${id}/snooze`, { minutes: 60 });
    await at(60);
    expect(told().at(-1)).toEqual([anaId]);
  });

  it('does not tell somebody afterwards with whom it is not shared any more', async () => {
    await sayDose('dose.late');
    await at(0);
    const { id } = (await latest()) ?? { id: '' };
    askAs(anaId, 'Ana');
    await read('POST', `/${id}/snooze`, { minutes: 15 });
    await api.access.grants.set(api.rosa.id, anaId, { vitals: 'read' }, api.ana);
    await at(15);
    expect(told().flat()).toEqual([anaId]);
    await at(16);
    expect(told().flat()).toEqual([anaId]);
  });

  it('is refused for an SOS', async () => {
    const { id } = await read('POST', '/sos', { from: 'mirror' });
    askAs(anaId, 'Ana');
    await at(1);
    expect((await read('POST', `/${id}/snooze`, { minutes: 15 })).status).toBe(409);
  });
});

describe('an SOS', () => {
  it('tells nobody for ten seconds, and nobody at all when it is cancelled', async () => {
    const { id, state } = await read('POST', '/sos', { from: 'mirror' });
    expect(state).toBe('pending');
    await at(9 / 60);
    expect(told()).toEqual([]);
    expect((await read('POST', `/${id}/cancel`)).state).toBe('resolved');
    await at(60);
    expect(told()).toEqual([]);
  });

  it('tells everyone at once, again each two minutes until somebody answers, and cannot be cancelled then', async () => {
    const { id } = await read('POST', '/sos', { from: 'mirror' });
    await at(10 / 60);
    expect(told()).toEqual([[anaId, benId]]);
    expect((await read('POST', `/${id}/cancel`)).status).toBe(409);
    await at(2 + 10 / 60);
    await at(4 + 10 / 60);
    expect(told()).toHaveLength(3);
    await read('POST', `/${id}/acknowledge`);
    await at(60);
    expect(told()).toHaveLength(3);
    expect(await latest()).toMatchObject({ state: 'acknowledged' });
    expect((await read('POST', `/${id}/end`)).state).toBe('resolved');
  });

  it('is one, however often the button is pressed', async () => {
    const first = await read('POST', '/sos', { from: 'mirror' });
    const second = await read('POST', '/sos', { from: 'phone' });
    expect(second.id).toBe(first.id);
    await at(1);
    expect(told()).toEqual([[anaId, benId]]);
  });

  it('is told when the hub was killed in the ten seconds', async () => {
    await read('POST', '/sos', { from: 'mirror' });
    await desk.stop();
    api.time.now = NOW + HOUR_MS;
    desk = await startDesk();
    await desk.settled();
    expect(told()).toEqual([[anaId, benId]]);
  });
});

describe('quiet hours', () => {
  const night = () =>
    api.settings.saveGeneral(api.rosa.id, {
      ...DEFAULT_GENERAL_SETTINGS,
      // It is half past seven in Berlin.
      quietHours: { from: '19:00', to: '07:00' },
    });

  it('hold a late dose until they end', async () => {
    await night();
    await sayDose('dose.late');
    await at(0);
    expect(told()).toEqual([]);
    await at(11 * 60 + 29);
    expect(told()).toEqual([]);
    await at(11 * 60 + 30);
    expect(told()[0]).toEqual([anaId]);
  });

  it('hold no time-critical dose, and no SOS', async () => {
    await night();
    await sayDose('dose.late', { isTimeCritical: true });
    await read('POST', '/sos', { from: 'mirror' });
    await at(1);
    expect(told()).toHaveLength(2);
  });
});

describe('the rota', () => {
  it('says who is on duty', async () => {
    const settings = api.settings.alerts(api.rosa.id);
    const shifts = [{ userId: benId, weekdays: [7], from: '18:00', to: '22:00' }];
    await read('PUT', '/settings', { ...settings, rota: { order: [anaId, benId], shifts } });
    await sayDose('dose.late');
    await at(0);
    expect(told()).toEqual([[benId]]);
  });

  it('is refused with somebody who does not see the alerts', async () => {
    const settings = api.settings.alerts(api.rosa.id);
    const rota = { order: [api.rosa.id], shifts: [] };
    expect(await read('PUT', '/settings', { ...settings, rota })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/rota/order/0' }],
    });
  });
});

describe('a hub that ends between two steps', () => {
  it('says each step once, at whichever point it is started again', async () => {
    await sayDose('dose.late');
    for (let minute = 0; minute <= 180; minute += 7) {
      await desk.stop();
      desk = await startDesk();
      await at(minute);
      await desk.stop();
      desk = await startDesk();
      await desk.settled();
    }
    expect(told()).toEqual([[anaId], [benId]]);
  });

  it('reads what happened while no desk listened', async () => {
    await desk.settled();
    await desk.stop();
    await sayDose('dose.late');
    desk = await startDesk();
    await desk.settled();
    expect(told()).toEqual([[anaId]]);
  });
});

describe('a dose that is answered', () => {
  const sayAnswer = (change: 'recorded' | 'retracted') =>
    api.database.write((tx) => {
      const { doseId, medicationId, dueAt } = LATE_DOSE;
      const administration = {
        ...{
          id: medicationId,
          residentId: api.rosa.id,
          medicationId,
          doseId,
          dueAt,
          outcome: 'taken' as const,
        },
        ...{ isLate: true, at: dueAt, localDate: '2026-11-22', timeZone: 'Europe/Berlin', amount: 1 },
        ...{ reason: '', note: '', effect: null, status: 'final' as const, recordedAt: dueAt },
        ...{ recordedBy: { id: 'test', name: '' }, recordedFrom: 'mirror' as const },
      };
      const data = { id: medicationId, change, administration };
      api.events.append(tx, { type: 'dose.recorded', residentId: api.rosa.id, data });
    });

  it('is nobody’s to hear of any more, and is again when the answer is taken back', async () => {
    await sayDose('dose.late');
    await at(0);
    await sayAnswer('recorded');
    await at(120);
    expect(told()).toEqual([[anaId]]);
    expect(await latest()).toMatchObject({ state: 'resolved', resolved: { why: 'answered' } });
    await sayAnswer('retracted');
    await at(121);
    expect(told()).toEqual([[anaId], [anaId]]);
    expect(await latest()).toMatchObject({ state: 'open' });
  });
});
