import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoseDay } from '#contracts/doses.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { added, aMedication, aScheduleEntry, asNeeded, dailyAt } from '../fixtures/medications.ts';

let api: TestApi;
/** In Berlin, an hour ahead of UTC. */
const at = (local: string) => Date.parse(`${local}+01:00`);

beforeEach(async () => {
  api = await anApi();
  api.time.now = at('2026-11-23T07:00');
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

type Problem = { type: string; lastAt?: string; nextSafeAt?: string };
type Recorded = {
  items: { id: string; isLate: boolean; localDate: string }[];
  refused: { index: number; problem: Problem }[];
};

const path = (rest = '') => `/api/residents/${api.rosa.id}/doses${rest}`;
const record = async (...items: Record<string, unknown>[]) => {
  const response = await api.send('POST', path('/administrations'), { items });
  return { status: response.status, body: (await response.json()) as Recorded & Problem };
};
const take = (doseId: string, parts: Record<string, unknown> = {}) =>
  record({ doseId, outcome: 'taken', ...parts });
const day = async (on?: string) =>
  (await (await api.request(path(on === undefined ? '' : `?on=${on}`))).json()) as DoseDay;
const statuses = async (on?: string) =>
  (await day(on)).groups.flatMap(({ doses }) => doses.map(({ status }) => status));
const patch = async (id: string, body: unknown) =>
  (await api.send('PATCH', path(`/administrations/${id}`), body)).status;
const undo = async (id: string) => (await api.send('DELETE', path(`/administrations/${id}`), {})).status;

describe('GET …/doses', () => {
  it('makes exactly one dose a day of a schedule with amounts by weekday, in the right amount', async () => {
    const week = aScheduleEntry({
      pattern: { kind: 'weekdays', times: [{ timeOfDay: '07:00', amounts: [25, 25, 25, 25, 25, 50, 50] }] },
    });
    await added(api, aMedication({ schedule: week }));
    api.time.now = at('2026-11-22T00:00');
    for (const [on, amount] of [
      ['2026-11-23', 25],
      ['2026-11-27', 25],
      ['2026-11-28', 50],
      ['2026-11-29', 50],
    ] as const) {
      const { groups } = await day(on);
      expect(groups.flatMap(({ doses }) => doses.map((dose) => dose.amount))).toEqual([amount]);
    }
  });

  it('keeps "every two days" the same for all hours of a civil day', async () => {
    const pattern = {
      kind: 'every-n-days' as const,
      everyDays: 2,
      anchorOn: '2026-11-23',
      times: [{ timeOfDay: '09:00', amount: 1 }],
    };
    await added(api, aMedication({ schedule: aScheduleEntry({ pattern }) }));
    for (const hour of ['07:30', '09:00', '18:00', '23:59']) {
      api.time.now = at(`2026-11-23T${hour}`);
      expect((await day()).groups).toHaveLength(1);
      api.time.now = at(`2026-11-24T${hour}`);
      expect((await day()).groups.filter(({ dueAt }) => dueAt >= '2026-11-23T23:00')).toHaveLength(0);
    }
  });

  it('puts what is due at one time together and says when each is late and missed', async () => {
    await added(api, aMedication({ schedule: dailyAt('08:00', '20:00') }));
    await added(api, aMedication({ name: 'Iron', schedule: dailyAt('08:00') }));
    const { groups, medications } = await day();
    expect(groups.map(({ partOfDay, doses }) => [partOfDay, doses.length])).toEqual([
      ['morning', 2],
      ['evening', 1],
    ]);
    expect(medications.map(({ name }) => name)).toEqual(['Aspirin', 'Iron']);
    for (const [hour, status] of [
      ['07:59', 'scheduled'],
      ['08:00', 'due'],
      ['09:00', 'late'],
      ['14:00', 'missed'],
    ] as const) {
      api.time.now = at(`2026-11-23T${hour}`);
      expect((await statuses())[0]).toBe(status);
    }
  });
});

describe('POST …/doses/administrations', () => {
  it('closes yesterday’s dose of a quarter to twelve at ten past midnight, and not today’s', async () => {
    const { doseId } = await added(api, aMedication({ schedule: dailyAt('23:45') }));
    api.time.now = at('2026-11-24T00:10');
    const [late] = (await day()).groups.flatMap(({ doses }) => doses);
    expect(late).toMatchObject({ id: doseId('2026-11-23T23:45'), localDate: '2026-11-23', status: 'due' });
    expect((await take(late?.id ?? '')).body.items[0]).toMatchObject({
      localDate: '2026-11-24',
      isLate: false,
    });
    expect(await statuses()).toEqual(['scheduled']);
    expect(await statuses('2026-11-23')).toEqual(['taken']);
  });

  it('refuses to take the same dose twice, and says when it was taken', async () => {
    const { doseId } = await added(api, aMedication());
    api.time.now = at('2026-11-23T08:04');
    expect((await take(doseId('2026-11-23T08:00'))).status).toBe(201);
    api.time.now = at('2026-11-23T08:09');
    expect(await take(doseId('2026-11-23T08:00'))).toMatchObject({
      status: 409,
      body: { type: '/problems/dose-already-answered', lastAt: '2026-11-23T07:04:00.000Z' },
    });
  });

  it('gives one dose one answer when fifty press at once', async () => {
    const { doseId } = await added(api, aMedication());
    api.time.now = at('2026-11-23T08:00');
    const answers = await Promise.all(Array.from({ length: 50 }, () => take(doseId('2026-11-23T08:00'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
  });

  it('asks again when another was taken within the gap, naming when, and takes a yes', async () => {
    const { doseId } = await added(api, aMedication({ schedule: dailyAt('08:00', '20:00') }));
    api.time.now = at('2026-11-23T13:30');
    await take(doseId('2026-11-23T08:00'));
    api.time.now = at('2026-11-23T19:00');
    const refused = await take(doseId('2026-11-23T20:00'));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: '/problems/dose-near-another',
        lastAt: '2026-11-23T12:30:00.000Z',
        nextSafeAt: '2026-11-23T18:30:00.000Z',
      },
    });
    const wrongYes = await take(doseId('2026-11-23T20:00'), { despiteLastAt: '2026-11-23T12:31:00.000Z' });
    expect(wrongYes.status).toBe(409);
    const yes = await take(doseId('2026-11-23T20:00'), { despiteLastAt: refused.body.lastAt });
    expect(yes.status).toBe(201);
  });

  it('takes a dose before its time only when somebody says so, and none of the day after', async () => {
    const { doseId } = await added(api, aMedication());
    api.time.now = at('2026-11-23T05:00');
    expect(await take(doseId('2026-11-23T08:00'))).toMatchObject({
      status: 409,
      body: { type: '/problems/dose-not-due' },
    });
    expect((await take(doseId('2026-11-24T08:00'), { isEarly: true })).status).toBe(409);
    expect((await take(doseId('2026-11-23T08:00'), { isEarly: true })).status).toBe(201);
  });

  it('writes a group down with one press, and says which of it was answered already', async () => {
    const aspirin = await added(api, aMedication());
    const iron = await added(api, aMedication({ name: 'Iron' }));
    api.time.now = at('2026-11-23T08:00');
    await take(iron.doseId('2026-11-23T08:00'));
    const group = await record(
      { doseId: aspirin.doseId('2026-11-23T08:00'), outcome: 'taken' },
      { doseId: iron.doseId('2026-11-23T08:00'), outcome: 'taken' },
    );
    expect(group.status).toBe(201);
    expect(group.body.items).toHaveLength(1);
    expect(group.body.refused).toMatchObject([
      { index: 1, problem: { type: '/problems/dose-already-answered' } },
    ]);
  });

  it('keeps a skip with its reason, and takes the dose after all', async () => {
    const { doseId } = await added(api, aMedication());
    api.time.now = at('2026-11-23T08:00');
    const skipped = await record({
      doseId: doseId('2026-11-23T08:00'),
      outcome: 'skipped',
      reason: 'feel-unwell',
    });
    expect(skipped.body.items[0]).toMatchObject({ outcome: 'skipped', reason: 'feel-unwell', isLate: false });
    const later = await take(doseId('2026-11-23T08:00'));
    expect(later.body.items[0]).toMatchObject({
      id: skipped.body.items[0]?.id,
      outcome: 'taken',
      status: 'amended',
    });
    expect(await statuses()).toEqual(['taken']);
  });

  it('says who wrote it down and where', async () => {
    const { doseId } = await added(api, aMedication());
    api.asker.actor = api.ana;
    api.time.now = at('2026-11-23T09:30');
    expect((await take(doseId('2026-11-23T08:00'))).body.items[0]).toMatchObject({
      recordedBy: { id: api.ana.id, name: 'Ana' },
      recordedFrom: 'phone',
      isLate: true,
    });
  });

  it('refuses a dose of another resident, one of no schedule, and a time that cannot be', async () => {
    const { doseId } = await added(api, aMedication());
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    const response = await api.send('POST', `/api/residents/${other.id}/doses/administrations`, {
      items: [{ doseId: doseId('2026-11-23T08:00'), outcome: 'taken' }],
    });
    expect(response.status).toBe(404);
    expect((await take(doseId('2026-11-23T08:01'))).status).toBe(404);
    expect((await take(doseId('2026-10-31T08:00'))).status).toBe(404);
    expect((await take(doseId('2026-11-23T08:00'), { at: '2026-11-23T07:30:00.000Z' })).status).toBe(422);
  });
});

describe('what is taken as needed', () => {
  it('is at most two in any 24 hours when 50 ask at once, and tells when it is safe again', async () => {
    const { id: medicationId } = await added(api, aMedication({ schedule: asNeeded() }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => record({ medicationId, outcome: 'taken' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    const refused = answers
      .filter(({ status }) => status === 409)
      .map(({ body }) => [body.type, body.nextSafeAt]);
    expect(new Set(refused.map(String))).toEqual(
      new Set(['/problems/dose-limit-reached,2026-11-24T06:00:00.000Z']),
    );
    expect((await day()).asNeeded).toMatchObject([
      { takenIn24Hours: 2, nextSafeAt: '2026-11-24T06:00:00.000Z' },
    ]);
  });

  it('counts 24 hours, not the calendar’s day', async () => {
    const { id: medicationId } = await added(api, aMedication({ schedule: asNeeded() }));
    api.time.now = at('2026-11-23T22:00');
    for (const hour of [22, 23]) {
      api.time.now = at(`2026-11-23T${String(hour)}:00`);
      expect((await record({ medicationId, outcome: 'taken' })).status).toBe(201);
    }
    api.time.now = at('2026-11-24T01:00');
    expect((await record({ medicationId, outcome: 'taken' })).status).toBe(409);
    api.time.now = at('2026-11-24T22:00');
    expect((await record({ medicationId, outcome: 'taken' })).status).toBe(201);
  });

  it('waits for the gap of its prescription, also when it is written down afterwards or corrected', async () => {
    const { id: medicationId } = await added(api, aMedication({ schedule: asNeeded(240, 6) }));
    api.time.now = at('2026-11-23T12:00');
    await record({ medicationId, outcome: 'taken' });
    expect(
      (await record({ medicationId, outcome: 'taken', at: '2026-11-23T08:30:00.000Z' })).body,
    ).toMatchObject({
      type: '/problems/dose-limit-reached',
      lastAt: '2026-11-23T11:00:00.000Z',
    });
    api.time.now = at('2026-11-23T16:00');
    const second = await record({ medicationId, outcome: 'taken' });
    expect(second.status).toBe(201);
    expect(await patch(second.body.items[0]?.id ?? '', { at: '2026-11-23T13:00:00.000Z' })).toBe(409);
  });

  it('is not taken while it is on hold, nor after its end', async () => {
    const medication = await added(api, aMedication({ schedule: asNeeded() }));
    await api.medications.hold(medication, { fromAt: api.time.now, untilAt: null, reason: '' }, 'test');
    expect((await record({ medicationId: medication.id, outcome: 'taken' })).status).toBe(409);
    await api.medications.end(medication, 'test');
    expect((await record({ medicationId: medication.id, outcome: 'taken' })).status).toBe(404);
  });
});

describe('correcting and taking back', () => {
  const aTaken = async () => {
    const { doseId } = await added(api, aMedication());
    api.time.now = at('2026-11-23T08:05');
    return { doseId, id: (await take(doseId('2026-11-23T08:00'))).body.items[0]?.id ?? '' };
  };

  it('opens the dose again, keeps both answers in the record, and takes it anew', async () => {
    const { doseId, id } = await aTaken();
    expect([await undo(id), await undo(id)]).toEqual([204, 204]);
    expect(await statuses()).toEqual(['due']);
    expect((await take(doseId('2026-11-23T08:00'))).status).toBe(201);
    const [medication] = api.medications.list(api.rosa.id);
    const record = (await (await api.request(path(`/of/${medication?.id ?? ''}`))).json()) as {
      items: { status: string }[];
    };
    expect(record.items.map(({ status }) => status).sort()).toEqual(['entered-in-error', 'final']);
  });

  it('keeps whether what was taken as needed helped, also past midnight, and asks it of nothing else', async () => {
    const { id: medicationId } = await added(api, aMedication({ schedule: asNeeded() }));
    api.time.now = at('2026-11-23T22:30');
    const { body } = await record({ medicationId, outcome: 'taken' });
    const id = body.items[0]?.id ?? '';
    api.time.now = at('2026-11-23T23:40');
    expect((await day()).taken).toMatchObject([{ id, effect: null }]);
    expect(await patch(id, { effect: 'splendid' })).toBe(422);
    expect(await patch(id, { effect: 'a-little' })).toBe(200);
    expect((await day()).taken).toMatchObject([{ id, effect: 'a-little', amount: 1 }]);
    api.time.now = at('2026-11-23T07:05');
    const scheduled = await aTaken();
    expect(await patch(scheduled.id, { effect: 'helped' })).toBe(422);
  });

  it('corrects the time and the amount within 24 hours and keeps what was said before', async () => {
    const { id } = await aTaken();
    expect(await patch(id, { at: '2026-11-23T06:40:00.000Z', amount: 0.5 })).toBe(200);
    const history = (await (await api.request(path(`/administrations/${id}/history`))).json()) as {
      items: unknown[];
    };
    expect(history.items).toMatchObject([{ change: 'amended', by: 'console', before: { amount: 1 } }]);
    api.time.now = at('2026-11-24T08:06');
    expect(await patch(id, { amount: 1 })).toBe(409);
    expect(await undo(id)).toBe(409);
  });

  it('tells the screens of each', async () => {
    const { id } = await aTaken();
    await patch(id, { note: 'with tea' });
    await undo(id);
    const events = api.events.after(0, 20).filter(({ type }) => type === 'dose.recorded');
    expect(events.map(({ data }) => 'change' in data && data.change)).toEqual([
      'recorded',
      'amended',
      'retracted',
    ]);
  });
});

describe('the day the clocks change', () => {
  it('has the dose of a skipped half past two once, at three', async () => {
    api.time.now = at('2027-03-27T12:00');
    await added(api, aMedication({ schedule: dailyAt('02:30') }));
    const { groups } = await day('2027-03-28');
    expect(groups.map(({ dueAt }) => dueAt)).toEqual(['2027-03-28T01:00:00.000Z']);
  });
});
