/** Appointments: one and many, changed in part and whole, taken away and put back, and read by another calendar program. */
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Appointment, Appointments } from '#contracts/appointments.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { expected, type Said } from '../fixtures/calendar-oracle.ts';
import { somePeople } from '../fixtures/people.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';
import { civilDate, UNLIKE_ZONES } from '../fixtures/zones.ts';

const DAY_MS = 86_400_000;

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const EYES = { title: 'Eye doctor', kind: 'vision', date: '2026-11-24', time: '10:30', minutes: 45 };
const WEEKLY = { period: 'week', weekdays: ['TU'] };
const path = (rest = '', residentId = api.rosa.id) => `/api/residents/${residentId}/appointments${rest}`;
const read = async (query = '?from=2026-11-22&days=60', residentId?: string) =>
  (await (await api.request(path(query, residentId))).json()) as Appointments;
const add = async (entry: object, residentId?: string) => {
  const response = await api.send('POST', path('', residentId), entry);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Appointment;
};
const change = async ({ id }: { id: string }, entry: object, scope = 'this') => {
  const response = await api.send('PUT', path(`/${id}?scope=${scope}`), entry);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as Appointment;
};
const remove = async ({ id }: { id: string }, scope = 'this') => {
  expect((await api.request(path(`/${id}?scope=${scope}`), { method: 'DELETE' })).status).toBe(204);
};
const restore = async ({ id }: { id: string }, scope = 'this') => {
  expect((await api.send('POST', path(`/${id}/restore?scope=${scope}`), {})).status).toBe(200);
};
const mark = ({ id }: { id: string }, status: Appointment['status'], note?: string) =>
  api.send('PUT', path(`/${id}/status`), { status, note });
const days = async (query?: string) =>
  (await read(query)).items.map(({ date, time, title, status }) =>
    [
      date.slice(5),
      time,
      ...(title === EYES.title ? [] : [title]),
      ...(status === 'scheduled' ? [] : [status]),
    ].join(' '),
  );

describe('an appointment', () => {
  it('is written down, changed, called off, taken away and put back, and the screens hear each', async () => {
    const one = await add({ ...EYES, bring: 'Glasses', providerName: 'Dr Meyer' });
    expect(one).toMatchObject({ startsAt: '2026-11-24T09:30:00.000Z', endsAt: '2026-11-24T10:15:00.000Z' });
    expect(one).toMatchObject({
      bring: 'Glasses',
      reminders: [1_440, 60],
      repeats: null,
      status: 'scheduled',
    });
    await change(one, { ...EYES, time: '11:00' });
    expect(await days()).toEqual(['11-24 11:00']);
    for (const status of ['cancelled', 'completed'] as const) {
      const response = await mark(one, status, 'By phone');
      expect(await response.json()).toMatchObject({ status, statusNote: 'By phone' });
    }
    expect((await mark(one, 'scheduled')).status).toBe(200);
    await remove(one);
    expect(await days()).toEqual([]);
    expect((await api.send('PUT', path(`/${one.id}`), EYES)).status).toBe(404);
    await restore(one);
    expect(await days()).toEqual(['11-24 11:00']);
    const told = api.events.after(0, 20).map(({ type, data }) => [type, 'id' in data && data.id]);
    expect(told).toEqual(Array.from({ length: 7 }, () => ['appointment.changed', one.id]));
  });

  it('says who wrote it down, unless that is the resident', async () => {
    api.asker.actor = api.ana;
    await add(EYES);
    expect((await read()).addedBy).toEqual({ [api.ana.id]: 'Ana' });
    api.asker.actor = { ...api.ana, id: `user:${api.rosa.id}`, userId: api.rosa.id, role: 'resident' };
    await add(EYES);
    expect((await read()).addedBy).toEqual({ [api.ana.id]: 'Ana' });
  });

  it('that cannot be is refused with the field', async () => {
    for (const [entry, pointer] of [
      [{ ...EYES, title: ' ' }, '/title'],
      [{ ...EYES, date: '2026-02-30' }, '/date'],
      [{ ...EYES, time: '25:00' }, '/time'],
      [{ ...EYES, time: null }, '/minutes'],
      [{ ...EYES, reminders: [7] }, '/reminders/0'],
      [{ ...EYES, repeats: { ...WEEKLY, weekdays: ['FR'] } }, '/repeats'],
      [{ ...EYES, repeats: { ...WEEKLY, until: '2026-11-01' } }, '/repeats'],
      [{ ...EYES, repeats: { ...WEEKLY, times: 731 } }, '/repeats/times'],
    ] as const) {
      const response = await api.send('POST', path(), entry);
      expect(response.status, pointer).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
    }
    expect((await read()).items).toEqual([]);
  });

  it('of one resident is not found under another', async () => {
    const { id } = await add(EYES);
    const other = await api.users.addResident({ name: 'Eva', timeZone: 'Europe/Berlin', language: 'en' });
    expect((await api.request(path(`/${id}`, other.id), { method: 'DELETE' })).status).toBe(404);
    expect((await api.request(path(`/${id}_20261124T1030`))).status).toBe(404);
    expect(await days()).toHaveLength(1);
  });
});

describe('one that comes again', () => {
  it('is moved once, done once and left out once, and all others stay', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY, times: 5 } });
    const [first, second, third] = (await read()).items;
    if (!first || !second || !third) throw new Error('There are five.');
    await mark(first, 'completed');
    const moved = await change(second, { ...EYES, date: '2026-12-02', time: '08:00', title: 'Earlier' });
    expect(moved.id).toBe(second.id);
    await remove(third);
    const after = ['11-24 10:30 completed', '12-02 08:00 Earlier', '12-15 10:30', '12-22 10:30'];
    expect(await days()).toEqual(after);
    expect(await days('?from=2026-12-01&days=7')).toEqual(['12-02 08:00 Earlier']);
    await restore(third);
    expect(await days()).toEqual([...after.slice(0, 2), '12-08 10:30', ...after.slice(2)]);
  });

  it('is another from one time on; what was before stays, and a number of times is not begun anew', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY, times: 6 } });
    const { items } = await read();
    const third = items[2];
    if (!third) throw new Error('There are six.');
    await change(third, { ...EYES, date: third.date, time: '15:00', repeats: third.repeats }, 'following');
    expect(await days()).toEqual([
      ...['11-24 10:30', '12-01 10:30', '12-08 15:00', '12-15 15:00', '12-22 15:00', '12-29 15:00'],
    ]);
  });

  it('is another in all its times, and what was done or moved is not lost', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY, times: 4 } });
    const [first, second] = (await read()).items;
    if (!first || !second) throw new Error('There are four.');
    await mark(first, 'completed');
    await change(second, { ...EYES, date: second.date, time: '09:00', repeats: second.repeats }, 'all');
    expect(await days()).toEqual(['11-24 10:30 completed', '12-01 09:00', '12-08 09:00', '12-15 09:00']);
    const [, now] = (await read()).items;
    if (!now) throw new Error('There are four.');
    const monthly = { period: 'month', place: 'date' };
    await change(now, { ...EYES, date: now.date, time: '09:00', repeats: monthly }, 'all');
    expect(await days()).toEqual(['11-24 10:30 completed', '12-01 09:00', '01-01 09:00']);
  });

  it('ends from one time on, and goes on again; taken away whole, what was done goes with it', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY } });
    const all = await days();
    const [first, second] = (await read()).items;
    if (!first || !second) throw new Error('There are many.');
    await remove(second, 'following');
    expect(await days()).toEqual(['11-24 10:30']);
    await restore(second, 'following');
    expect(await days()).toEqual(all);
    await mark(first, 'completed');
    await remove(second, 'all');
    expect(await days()).toEqual([]);
    await restore(second, 'all');
    expect(await days()).toEqual(['11-24 10:30 completed', ...all.slice(1)]);
  });
});

describe('what is changed from one time that is unlike the others', () => {
  it('changes the others in what was written, and moves them only as far as was meant', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY, times: 3 } });
    const [, second] = (await read()).items;
    if (!second) throw new Error('There are three.');
    const moved = await change(second, { ...EYES, date: '2026-12-02', time: '08:00' });
    const { date, time, repeats } = moved;
    await change(moved, { ...EYES, title: 'Both eyes', date, time, repeats }, 'all');
    expect(await days()).toEqual(['11-24', '12-01', '12-08'].map((day) => `${day} 10:30 Both eyes`));
    const [, again] = (await read()).items;
    if (!again) throw new Error('There are three.');
    const once = await change(again, { ...EYES, date: '2026-12-03', time: '08:00' });
    await change(once, { ...EYES, date: '2026-12-03', time: '16:00', repeats }, 'following');
    expect(await days()).toEqual(['11-24 10:30 Both eyes', '12-01 16:00', '12-08 16:00']);
  });

  it('that was done and comes again from then on was done once', async () => {
    const one = await add(EYES);
    await mark(one, 'completed', 'All well');
    await change(one, { ...EYES, repeats: { ...WEEKLY, times: 2 } });
    expect(await days()).toEqual(['11-24 10:30 completed', '12-01 10:30']);
  });
});

describe('which day it is on', () => {
  it.each(UNLIKE_ZONES)('is the resident’s, a minute before and after midnight, in %s', async (timeZone) => {
    const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
    const today = civilDate(NOW, timeZone);
    const tomorrow = civilDate(NOW + DAY_MS, timeZone);
    await add({ ...EYES, date: today, time: '23:59', minutes: 5, title: 'Late' }, id);
    await add({ ...EYES, date: tomorrow, time: '00:01', title: 'Early' }, id);
    const on = async (date: string) =>
      (await read(`?from=${date}&days=1`, id)).items.map(({ title }) => title);
    expect(await on(today)).toEqual(['Late']);
    // It goes on past midnight.
    expect(await on(tomorrow)).toEqual(['Late', 'Early']);
    expect((await read(`?from=${tomorrow}&days=1`, id)).items.map(({ localDate }) => localDate)).toEqual([
      today,
      tomorrow,
    ]);
  });
});

describe('the calendar feed', () => {
  const makeFeed = async (residentId?: string) =>
    ((await (await api.send('POST', path('/feed', residentId), {})).json()) as { path: string }).path;
  /** As somebody whom nobody let in. */
  const fetchFeed = async (address: string) => {
    const { actor } = api.asker;
    api.asker.actor = null;
    const response = await api.request(address);
    api.asker.actor = actor;
    return response;
  };

  it('is read by whoever has the address, until there is another or none; and that is written down', async () => {
    await add(EYES);
    expect(await (await api.request(path('/feed'))).json()).toEqual({ isOn: false, madeAt: null });
    const first = await makeFeed();
    const response = await fetchFeed(first);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await response.text()).toContain('SUMMARY:Eye doctor');
    const second = await makeFeed();
    expect((await fetchFeed(first)).status).toBe(404);
    expect((await fetchFeed(second)).status).toBe(200);
    expect((await api.request(path('/feed'), { method: 'DELETE' })).status).toBe(204);
    expect((await fetchFeed(second)).status).toBe(404);
    const audit = (await (await api.request(`/api/residents/${api.rosa.id}/audit`)).json()) as {
      items: { actorName: string; category: string }[];
    };
    expect(audit.items).toContainEqual(
      expect.objectContaining({ actorName: 'iCalendar', category: 'appointments' }),
    );
  });

  it('opens no more than its maker may see', async () => {
    const people = await somePeople(api);
    const caregiver = people.as('caregiver for medication');
    const userId = caregiver?.userId ?? '';
    const share = (shared: object) =>
      api.database.write((tx) =>
        api.access.grants.setIn(tx, { userId, residentId: api.rosa.id, share: shared, by: 'test' }),
      );
    const secret = await api.appointments.feeds.make(api.rosa.id, `user:${userId}`);
    const address = `/api/calendars/${secret}/appointments.ics`;
    expect((await fetchFeed(address)).status).toBe(404);
    await share({ appointments: 'read' });
    expect((await fetchFeed(address)).status).toBe(200);
    await share({});
    expect((await fetchFeed(address)).status).toBe(404);
  });

  it('says words with every sign, in lines of at most 75 octets', async () => {
    const title = 'Größe; 50,5 \\ "x" 👩‍⚕️ — '.repeat(4).trim();
    const note = 'One\nTwo, three\nX'.repeat(20);
    await add({ ...EYES, title, note, location: 'A;B' });
    const text = await (await fetchFeed(await makeFeed())).text();
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const event = eventsOf(text)[0];
    expect([event?.summary, event?.location, event?.description]).toEqual([title, 'A;B', note]);
  });

  it('leaves out what was taken away and says what was moved or called off', async () => {
    await add({ ...EYES, repeats: { ...WEEKLY, times: 5 } });
    const [first, second, third, fourth] = (await read()).items;
    if (!first || !second || !third || !fourth) throw new Error('There are five.');
    await remove(first);
    await change(second, { ...EYES, date: '2026-12-02', time: '08:00' });
    await mark(third, 'cancelled');
    await remove(fourth, 'following');
    const text = await (await fetchFeed(await makeFeed())).text();
    expect(text).toContain('STATUS:CANCELLED');
    expect(occurrencesIn(text, Date.parse('2027-01-01'))).toEqual(
      (await read()).items.map(({ startsAt }) => startsAt),
    );
  });

  it.each(UNLIKE_ZONES)(
    'comes to the same times for another program, in %s',
    { timeout: 60_000 },
    async (timeZone) => {
      const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
      const random = randomOf(SEED);
      const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
      const all: number[] = [];
      for (let round = 0; round < 25; round++) {
        const date = civilDate(NOW + random.below(200) * DAY_MS, timeZone);
        const period = pick(['day', 'week', 'month', 'year'] as const);
        const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(date).getUTCDay()] ?? 'MO';
        const ends = random.below(3);
        const said: Said = {
          ...{ date, time: pick(['00:10', '10:30', '23:45']), every: 1 + random.below(3), period },
          weekdays: period === 'week' ? [weekday] : [],
          place: period === 'month' ? pick(['date', 'weekday'] as const) : 'date',
          until: ends === 1 ? civilDate(Date.parse(date) + random.below(300) * DAY_MS, timeZone) : null,
          times: ends === 2 ? 1 + random.below(20) : null,
        };
        if (said.until !== null && said.until < date) continue;
        const { date: _date, time: _time, ...repeats } = said;
        await add({ ...EYES, date, time: said.time, repeats }, id);
        all.push(...expected(said, timeZone, 700).map(({ at }) => at));
      }
      const until = NOW + 390 * DAY_MS;
      const from = civilDate(NOW - DAY_MS, timeZone);
      const told = (await read(`?from=${from}&days=400&limit=500`, id)).items.map(({ startsAt }) =>
        Date.parse(startsAt),
      );
      const mine = all.filter((at) => at < until).sort((a, b) => a - b);
      expect(
        told.filter((at) => at < until),
        `seed ${String(SEED)}`,
      ).toEqual(mine.slice(0, 500));
      const feed = occurrencesIn(await (await fetchFeed(await makeFeed(id))).text(), until);
      expect(feed, `seed ${String(SEED)}`).toEqual(mine.map((at) => new Date(at).toISOString()));
    },
  );
});

function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

/** Starts of all that a calendar program would show before `until`, in their order. */
function occurrencesIn(text: string, until: number): string[] {
  ICAL.TimezoneService.reset();
  const events = eventsOf(text);
  const starts: number[] = [];
  for (const event of events.filter((each) => !each.isRecurrenceException())) {
    const exceptions = events.filter((each) => each.uid === event.uid && each.isRecurrenceException());
    for (const exception of exceptions) event.relateException(exception);
    const times = event.iterator();
    for (
      let next = times.next() as ICAL.Time | undefined;
      next;
      next = times.next() as ICAL.Time | undefined
    ) {
      const at = event.getOccurrenceDetails(next).startDate.toJSDate().getTime();
      if (at >= until) break;
      starts.push(at);
    }
  }
  return starts.sort((a, b) => a - b).map((at) => new Date(at).toISOString());
}
