import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Medication, MedicationView } from '#contracts/medications.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { added, aMedication, aScheduleEntry, asNeeded, dailyAt } from '../fixtures/medications.ts';

let api: TestApi;
const at = (local: string) => Date.parse(`${local}+01:00`);

beforeEach(async () => {
  api = await anApi();
  api.time.now = at('2026-11-23T07:00');
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest = '') => `/api/residents/${api.rosa.id}/medications${rest}`;
const send = async <T = MedicationView>(method: string, rest: string, body: unknown = {}) => {
  const response = await api.send(method, path(rest), body);
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T };
};
const get = async <T>(rest: string) => (await (await api.request(path(rest))).json()) as T;
const takeAt = (doseId: string, local: string) =>
  api.medications.recordAnswers(
    api.rosa,
    [{ doseId, outcome: 'taken', isEarly: true, at: new Date(at(local)).toISOString() }],
    { id: 'test', name: '', role: 'mirror' },
  );

describe('POST …/medications', () => {
  it('adds one with its schedule and tells the screens', async () => {
    const { status, body } = await send('POST', '', aMedication({ amountLeft: 28 }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Aspirin', schedule: aScheduleEntry(), stock: { amountLeft: 28 } });
    expect(api.events.after(0, 9).at(-1)).toMatchObject({
      type: 'medication.changed',
      data: { change: 'added' },
    });
  });

  it('has no dose due before it was added', async () => {
    api.time.now = at('2026-11-23T09:00');
    const { doseId } = await added(api, aMedication({ schedule: dailyAt('08:00', '20:00') }));
    const [outcome] = await takeAt(doseId('2026-11-23T08:00'), '2026-11-23T08:30');
    expect(outcome?.kind).toBe('no-such-dose');
  });

  it.each([
    [
      'a time twice',
      {
        pattern: {
          kind: 'daily',
          times: [
            { timeOfDay: '08:00', amount: 1 },
            { timeOfDay: '08:00', amount: 1 },
          ],
        },
      },
      '/schedule/pattern/times',
    ],
    ['an end before its start', { endsOn: '2026-10-01' }, '/schedule/endsOn'],
    ['no time', { pattern: { kind: 'daily', times: [] } }, '/schedule/pattern/times'],
    [
      'nothing in 24 hours',
      { pattern: { kind: 'prn', maxDosesPer24Hours: 0, maxAmountPer24Hours: null, minGapMinutes: 0 } },
      '/schedule/pattern/maxDosesPer24Hours',
    ],
  ])('refuses %s with a pointer to it', async (_name, schedule, pointer) => {
    const entry = { ...aMedication(), schedule: { ...aScheduleEntry(), ...schedule } };
    const { status, body } = await send<{ errors: { pointer: string }[] }>('POST', '', entry);
    expect(status).toBe(422);
    expect(body.errors.some((error) => error.pointer.startsWith(pointer))).toBe(true);
  });

  it('warns of the same ingredient in two, and of an allergy', async () => {
    await send('POST', '', aMedication());
    await api.send('POST', `/api/residents/${api.rosa.id}/allergies`, {
      substance: 'Acetylsalicylic Acid',
      reaction: 'rash',
    });
    const { body } = await send(
      'POST',
      '',
      aMedication({ name: 'Thomapyrin', ingredients: ['Acetylsalicylic  acid', 'caffeine'] }),
    );
    expect(body.warnings.map(({ kind }) => kind).sort()).toEqual(['allergy', 'same-ingredient']);
  });
});

describe('changing a schedule', () => {
  type Preview = {
    scheduleId: string;
    before: { dayTotals: number[] };
    after: { dayTotals: number[] };
    changedOn: string[];
  };
  const preview = (id: string, schedule: unknown) =>
    send<Preview>('POST', `/${id}/schedule/preview`, schedule);

  it('shows before and after with the total of each day, and changes nothing', async () => {
    const { id } = await added(api, aMedication());
    const { body } = await preview(id, dailyAt('08:00', '20:00'));
    expect(body.before.dayTotals.slice(0, 3)).toEqual([1, 1, 1]);
    expect(body.after.dayTotals.slice(0, 3)).toEqual([2, 2, 2]);
    expect(body.changedOn).toHaveLength(14);
    expect((await get<Medication>(`/${id}`)).schedule.pattern).toEqual(aScheduleEntry().pattern);
  });

  it('is made when what was looked at is what it means, and not otherwise', async () => {
    const { id } = await added(api, aMedication());
    const schedule = dailyAt('08:00', '20:00');
    const { body } = await preview(id, schedule);
    const seen = { scheduleId: body.scheduleId, dayTotals: body.after.dayTotals };
    const unseen = { ...seen, dayTotals: body.before.dayTotals };
    expect((await send('PUT', `/${id}/schedule`, { schedule, seen: unseen })).status).toBe(409);
    expect((await send('PUT', `/${id}/schedule`, { schedule, seen })).status).toBe(200);
    expect((await send('PUT', `/${id}/schedule`, { schedule, seen })).status).toBe(409);
  });

  it('does not bring again a dose of the old one that was taken before its time', async () => {
    const { id, doseId } = await added(api, aMedication({ schedule: dailyAt('20:00') }));
    await takeAt(doseId('2026-11-23T20:00'), '2026-11-23T07:00');
    const schedule = aScheduleEntry({
      pattern: { kind: 'daily', times: [{ timeOfDay: '20:00', amount: 2 }] },
    });
    const { body } = await preview(id, schedule);
    expect(body.after.dayTotals.slice(0, 3)).toEqual([1, 2, 2]);
    await send('PUT', `/${id}/schedule`, {
      schedule,
      seen: { scheduleId: body.scheduleId, dayTotals: body.after.dayTotals },
    });
    const day = (await (await api.request(`/api/residents/${api.rosa.id}/doses`)).json()) as {
      groups: { doses: { status: string }[] }[];
    };
    expect(day.groups.flatMap(({ doses }) => doses.map(({ status }) => status))).toEqual(['taken']);
  });
});

describe('hold, resume, end', () => {
  const dosesOf = async (on: string) => {
    const day = (await (await api.request(`/api/residents/${api.rosa.id}/doses?on=${on}`)).json()) as {
      groups: unknown[];
    };
    return day.groups.length;
  };

  it('has nothing due while it is on hold, and goes on when it is resumed', async () => {
    const { id } = await added(api, aMedication());
    expect((await send('POST', `/${id}/hold`, { untilAt: null, reason: 'surgery' })).body).toMatchObject({
      hold: { reason: 'surgery' },
    });
    expect((await send('POST', `/${id}/hold`, { untilAt: null, reason: '' })).status).toBe(409);
    expect(await dosesOf('2026-11-23')).toBe(0);
    api.time.now = at('2026-11-24T12:00');
    expect((await send('POST', `/${id}/resume`)).body).toMatchObject({ hold: null });
    expect([await dosesOf('2026-11-24'), await dosesOf('2026-11-25')]).toEqual([0, 1]);
  });

  it('ends now, keeps the record, and is changed no more', async () => {
    const { id } = await added(api, aMedication());
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect(await get<Medication>(`/${id}`)).toMatchObject({ ended: { by: 'console' } });
    expect(await dosesOf('2026-11-24')).toBe(0);
    expect((await send('POST', `/${id}/stock`, { kind: 'counted', amount: 3 })).status).toBe(409);
  });
});

describe('what is left', () => {
  it('goes down by what is taken, up by what comes in, and begins anew where it is counted', async () => {
    const { id, doseId } = await added(api, aMedication({ amountLeft: 5, refillsLeft: 1 }));
    const left = async () => (await get<MedicationView>(`/${id}`)).stock;
    expect(await left()).toMatchObject({ amountLeft: 5, daysLeft: 5, needsRefill: true });
    api.time.now = at('2026-11-23T08:00');
    await takeAt(doseId('2026-11-23T08:00'), '2026-11-23T08:00');
    expect(await left()).toMatchObject({ amountLeft: 4, daysLeft: 5 });
    const { body } = await send('POST', `/${id}/stock`, { kind: 'refilled', amount: 28 });
    expect(body).toMatchObject({ refillsLeft: 0, stock: { amountLeft: 32, needsRefill: false } });
    api.time.now += 1000;
    expect((await send('POST', `/${id}/stock`, { kind: 'counted', amount: 3 })).body.stock?.amountLeft).toBe(
      3,
    );
  });
});

describe('GET …/medications/adherence', () => {
  it('is 0 when nothing was logged for seven days, and null for what is taken as needed', async () => {
    api.time.now = at('2026-11-16T00:00');
    await added(api, aMedication());
    await added(api, aMedication({ name: 'Ibuprofen', schedule: asNeeded() }));
    api.time.now = at('2026-11-22T23:00');
    const { from, to, items } = await get<{
      from: string;
      to: string;
      items: { due: number; shares: unknown }[];
    }>('/adherence?days=7');
    expect([from, to]).toEqual(['2026-11-16', '2026-11-22']);
    expect(items).toMatchObject([
      { due: 7, shares: { taken: 0, onTime: 0, daysCovered: 0 } },
      { due: 0, shares: null },
    ]);
  });
});
