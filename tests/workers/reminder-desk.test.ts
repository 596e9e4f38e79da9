/** The desk of the reminders on a real database and a real thread: each step said once, whatever is restarted between. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { NewAppointmentSchema, RepetitionSchema, type NewAppointment } from '#contracts/appointments.ts';
import { startReminders } from '#server/reminder-desk.ts';
import { systemClock, type Clock } from '#server/clock.ts';
import { openStores } from '#server/stores.ts';
import { aDataFolder } from '../fixtures/hub.ts';
import { aMedication, dailyAt } from '../fixtures/medications.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Within it a thread starts, on a machine that has much to do. */
const SOON = { timeout: 20_000 };

let folder: ReturnType<typeof aDataFolder>;
let time: { offsetMs: number };
let clock: Clock;
let stores: Awaited<ReturnType<typeof openStores>>;
let rosa: Awaited<ReturnType<typeof stores.users.addResident>>;
let desk: ReturnType<typeof startReminders> | null;
beforeEach(async () => {
  folder = aDataFolder();
  time = { offsetMs: 0 };
  clock = { now: () => systemClock.now() + time.offsetMs };
  stores = await openStores(folder.path, clock, (error) => {
    throw error;
  });
  rosa = await stores.users.addResident({ name: 'Rosa', timeZone: 'UTC', language: 'en' });
  desk = null;
});
afterEach(async () => {
  await desk?.stop();
  stores.database.close();
  folder.remove();
});

const begin = () => {
  desk = startReminders({ ...stores, clock, log: pino({ level: 'silent' }) });
  return desk;
};

/** A medication that somebody wrote down three days ago, due at a whole minute so many minutes ago; answers its dose. */
async function dueBefore(minutesAgo: number): Promise<string> {
  const dueAt = Math.floor((systemClock.now() - minutesAgo * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  const iso = new Date(dueAt).toISOString();
  time.offsetMs = -3 * DAY_MS;
  const medication = await stores.medications.add(
    rosa,
    aMedication({ schedule: dailyAt(iso.slice(11, 16)) }),
    'test',
  );
  time.offsetMs = 0;
  return `${medication?.schedule.id ?? ''}.${iso.slice(0, 10)}T${iso.slice(11, 16).replace(':', '')}`;
}

/** The steps of a dose that were told of, in order. */
const toldOf = (doseId: string) =>
  stores.events
    .after(0, 10_000)
    .filter(({ type, data }) => /^dose\.(due|late|missed)$/.test(type) && 'id' in data && data.id === doseId)
    .map((event) => (event.data as { step: string }).step);

const record = (doseId: string) =>
  stores.medications.recordAnswers(rosa, [{ doseId, outcome: 'taken' }], {
    id: 'test',
    name: '',
    role: 'mirror',
  });

describe('the desk of the reminders', { timeout: 60_000 }, () => {
  it('says what came due while the hub was off, late and labelled, and sounds the last of it alone', async () => {
    const doseId = await dueBefore(25);
    begin();
    await expect.poll(() => toldOf(doseId), SOON).toEqual(['soon', 'due', 'repeat-1', 'repeat-2']);
    const steps = stores.events
      .after(0, 100)
      .flatMap((event) => (event.type === 'dose.due' && event.data.id === doseId ? [event.data] : []));
    expect(steps.map(({ isSuperseded }) => isSuperseded)).toEqual([true, true, true, false]);
    expect(Math.min(...steps.map(({ lateMs }) => lateMs))).toBeGreaterThanOrEqual(5 * MINUTE_MS);
  });

  it('says each step once, though it is started again and again', async () => {
    const doseId = await dueBefore(0);
    for (let life = 0; life < 5; life++) {
      const { restart, stop } = begin();
      restart();
      await expect.poll(() => toldOf(doseId).length, SOON).toBeGreaterThan(0);
      await stop();
    }
    expect(toldOf(doseId)).toEqual(['soon', 'due']);
  });

  it('goes on after the thread was ended by force, with what happened meanwhile', async () => {
    const { restart, restarts } = begin();
    restart();
    const doseId = await dueBefore(0);
    await expect.poll(() => toldOf(doseId), SOON).toEqual(['soon', 'due']);
    expect(restarts()).toBeGreaterThan(0);
  });

  it('says nothing of a dose that was answered, and speaks up again when the answer is taken back', async () => {
    const doseId = await dueBefore(0);
    const [outcome] = await record(doseId);
    begin();
    const other = await dueBefore(1);
    await expect.poll(() => toldOf(other), SOON).toEqual(['soon', 'due']);
    expect(toldOf(doseId)).toEqual([]);
    if (outcome?.kind !== 'recorded') throw new Error('This should be written down.');
    await stores.medications.retractAdministration(outcome.administration.id, 'test');
    await expect.poll(() => toldOf(doseId), SOON).toEqual(['soon', 'due']);
  });

  it('says nothing while the clock shows a time that long was, and says why', async () => {
    const doseId = await dueBefore(0);
    await stores.reminders.deliver([], systemClock.now() + 30 * DAY_MS);
    const { isClockUnset, restart, restarts } = begin();
    const toldOfClock = () =>
      stores.events.after(0, 100).flatMap((event) => (event.type === 'clock.status' ? [event.data] : []));
    await expect.poll(toldOfClock, SOON).toEqual([{ name: 'clock', isUnset: true }]);
    expect(isClockUnset()).toBe(true);
    restart();
    await expect.poll(restarts, SOON).toBe(1);
    await desk?.stop();
    expect(toldOfClock()).toHaveLength(1);
    expect(toldOf(doseId)).toEqual([]);
  });

  it('says nothing of what is on hold or has ended', async () => {
    const held = await dueBefore(0);
    const [medication] = stores.medications.list(rosa.id);
    if (medication === undefined) throw new Error('Nothing was added.');
    time.offsetMs = -DAY_MS;
    await stores.medications.hold(medication, { fromAt: 0, untilAt: null, reason: '' }, 'test');
    time.offsetMs = 0;
    begin();
    const other = await dueBefore(1);
    await expect.poll(() => toldOf(other), SOON).toEqual(['soon', 'due']);
    expect(toldOf(held)).toEqual([]);
  });

  it('asks for a check-in, again and again, and says once that it was missed', async () => {
    const at = new Date(
      Math.floor((systemClock.now() - 61 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS,
    ).toISOString();
    time.offsetMs = -DAY_MS / 2;
    await stores.settings.saveCheckIns(rosa.id, { times: [at.slice(11, 16)] });
    time.offsetMs = 0;
    const told = () =>
      stores.events
        .after(0, 1_000)
        .flatMap((event) =>
          event.type === 'check-in.due' || event.type === 'check-in.missed' ? [event.data] : [],
        )
        .filter(({ dueAt }) => dueAt === at);
    for (let life = 0; life < 3; life++) {
      const { stop } = begin();
      await expect.poll(() => told().length, SOON).toBe(4);
      await stop();
    }
    expect(told().map(({ step }) => step)).toEqual(['due', 'repeat-1', 'repeat-2', 'missed']);
    expect(told().map(({ isSuperseded }) => isSuperseded)).toEqual([true, true, true, false]);
  });

  it('asks nobody who was heard of, nor for what lies before it was set', async () => {
    const minute = (minutesAgo: number) => {
      const at = Math.floor((systemClock.now() - minutesAgo * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
      return new Date(at).toISOString().slice(11, 16);
    };
    time.offsetMs = -DAY_MS / 2;
    await stores.settings.saveCheckIns(rosa.id, { times: [minute(1)] });
    time.offsetMs = 0;
    await stores.checkIns.note(rosa, { at: systemClock.now(), how: 'said', by: { id: 'test', name: '' } });
    begin();
    const doseId = await dueBefore(1);
    await expect.poll(() => toldOf(doseId), SOON).toEqual(['soon', 'due']);
    const asked = () => stores.events.after(0, 1_000).filter(({ type }) => type === 'check-in.due');
    // Neither today's, which was answered, nor yesterday's, which lies before anybody asked for it.
    expect(asked()).toEqual([]);
    const soon = minute(-2);
    await stores.settings.saveCheckIns(rosa.id, { times: [minute(2), soon] });
    await stores.settings.saveCheckIns(rosa.id, { times: [] });
    const other = await dueBefore(1);
    await expect.poll(() => toldOf(other), SOON).toEqual(['soon', 'due']);
    expect(asked()).toEqual([]);
  });
});

describe('appointments', { timeout: 60_000 }, () => {
  /** One that somebody wrote down three days ago, so many minutes from now. */
  async function ahead(minutes: number, more: Partial<NewAppointment> = {}) {
    const at = new Date(Math.floor(systemClock.now() / MINUTE_MS + minutes) * MINUTE_MS).toISOString();
    time.offsetMs = -3 * DAY_MS;
    const entry = { title: 'Eyes', kind: 'vision', date: at.slice(0, 10), time: at.slice(11, 16), ...more };
    const appointment = await stores.appointments.add(rosa, NewAppointmentSchema.parse(entry), 'test');
    time.offsetMs = 0;
    return appointment;
  }
  const told = () =>
    stores.events.after(0, 1_000).flatMap((event) => (event.type === 'appointment.due' ? [event.data] : []));
  const steps = () => told().map(({ step, isSuperseded }) => `${step}${isSuperseded ? ' late' : ''}`);

  it('are said a day and an hour before, each once, though the hub is started again and again', async () => {
    const { id } = await ahead(60, { bring: 'Glasses' });
    for (let life = 0; life < 3; life++) {
      const { stop } = begin();
      await expect.poll(steps, SOON).toEqual(['before-1440 late', 'before-60']);
      await stop();
    }
    expect(told()[1]).toMatchObject({
      appointmentId: id,
      title: 'Eyes',
      bring: 'Glasses',
      minutesBefore: 60,
    });
  });

  it('that were moved are said anew, that were called off or taken away never, and a later time of one that comes again, too', async () => {
    const moved = await ahead(60);
    const cancelled = await ahead(60, { title: 'Off' });
    const gone = await ahead(60, { title: 'Gone' });
    const find = ({ id }: { id: string }) => {
      const found = stores.appointments.find(rosa.id, id);
      if (found === undefined) throw new Error('It was just written down.');
      return found;
    };
    await stores.appointments.setStatus(rosa, find(cancelled), 'cancelled', null);
    await stores.appointments.setRemoved(find(gone), 'this', true);
    const daily = await ahead(60 - 48 * 60, {
      title: 'Daily',
      reminders: [60],
      repeats: RepetitionSchema.parse({ period: 'day' }),
    });
    begin();
    await expect
      .poll(
        () =>
          told()
            .map(({ title, step }) => `${title} ${step}`)
            .sort(),
        SOON,
      )
      .toEqual([...['Daily before-60', 'Eyes before-1440', 'Eyes before-60']]);
    expect(
      told()
        .filter(({ title }) => title === 'Daily')
        .every(({ appointmentId }) => appointmentId.startsWith(`${daily.seriesId}_`)),
    ).toBe(true);
    const at = new Date(Math.floor(systemClock.now() / MINUTE_MS + 15) * MINUTE_MS).toISOString();
    const entry = {
      title: 'Moved',
      kind: 'vision',
      date: at.slice(0, 10),
      time: at.slice(11, 16),
      reminders: [15],
    };
    time.offsetMs = -3 * DAY_MS;
    await stores.appointments.change(rosa, find(moved), NewAppointmentSchema.parse(entry), {
      scope: 'this',
      by: 'test',
    });
    time.offsetMs = 0;
    await expect.poll(() => told().at(-1), SOON).toMatchObject({ title: 'Moved', step: 'before-15' });
  });

  it('that began while the hub was off are written down and not spoken', async () => {
    await ahead(-20);
    begin();
    await expect.poll(steps, SOON).toEqual(['before-60 late']);
  });
});
