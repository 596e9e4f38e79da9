/** The reminder thread through its host, with the clock of every day: what is due comes, late or on time, and once. */
import { afterEach, describe, expect, it } from 'vitest';
import type {
  DueReminder,
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
  ReminderSource,
} from '#contracts/reminders.ts';
import { DEFAULT_DELAYS } from '#domain/doses/dose-steps.ts';
import { hostWorker, type WorkerHost } from '#server/worker-host/host.ts';
import { aSchedule } from '../fixtures/schedules.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let host: WorkerHost<RemindersCommand> | null = null;
afterEach(async () => {
  await host?.stop({ type: 'stop' }, 1_000);
  host = null;
});

/** A hosted worker, and a main thread that writes down by key what it hears, unless it is told not to. */
function remind(options: Partial<RemindersOptions>, writes = true) {
  const delivered = new Map<string, number>();
  const heard: DueReminder[] = [];
  const hosted = hostWorker<RemindersCommand, RemindersReport>({
    url: new URL('../../workers/reminders.ts', import.meta.url),
    options: (): RemindersOptions => ({
      ...{ doneUntil: Date.now(), answered: [], sources: [] },
      ...options,
      delivered: [...(options.delivered ?? []), ...delivered],
    }),
    limits: { firstBackoffMs: 10 },
    commandKey: () => null,
    onReport: (report, reply) => {
      if (report.type !== 'due') return;
      heard.push(...report.reminders);
      if (!writes) return;
      for (const { key, at } of report.reminders) delivered.set(key, at);
      reply({ type: 'written', keys: report.reminders.map(({ key }) => key) });
    },
    onEnd: () => undefined,
  });
  host = hosted;
  const keys = () => heard.map(({ key }) => key);
  return { host: hosted, heard, keys };
}

const appointment = (id: string, at: number): ReminderSource => ({
  ...{ kind: 'appointment', id, residentId: 'rosa', writtenAt: at - DAY_MS, at },
  steps: [{ name: 'due', at }],
});

describe('the reminder worker', () => {
  it('says what is due at its time', async () => {
    const at = Date.now() + 1_500;
    const { heard } = remind({ sources: [appointment('dentist', at)] });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    expect(heard[0]).toMatchObject({
      ...{ key: 'dentist#due', kind: 'appointment', sourceId: 'dentist', residentId: 'rosa', at },
      isSuperseded: false,
    });
    expect(Date.now()).toBeGreaterThanOrEqual(at);
  });

  it('delivers the doses of the time it was off, late, and all but the last step of each superseded', async () => {
    const doneUntil = Date.now() - 2 * DAY_MS;
    const medication: ReminderSource = {
      ...{
        kind: 'medication',
        id: 'pill',
        residentId: 'rosa',
        writtenAt: doneUntil,
        timeZone: 'Europe/Berlin',
      },
      ...{ schedules: [aSchedule({ validFromAt: doneUntil + HOUR_MS })], delays: DEFAULT_DELAYS },
    };
    const { heard } = remind({ doneUntil, sources: [medication] });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(7);
    expect(heard.every(({ lateMs }) => lateMs > 0)).toBe(true);
    const first = heard.filter(({ occasionId }) => occasionId === heard[0]?.occasionId);
    expect(first.map(({ step }) => step).slice(0, 2)).toEqual(['soon', 'due']);
    expect(first.filter(({ isSuperseded }) => !isSuperseded)).toHaveLength(1);
  });

  it('repeats nothing after it was killed, but what was never written down', async () => {
    const at = Date.now() - HOUR_MS;
    const options = { doneUntil: at - HOUR_MS, sources: [appointment('dentist', at)] };
    const written = remind(options);
    await expect.poll(written.keys, { timeout: 10_000 }).toEqual(['dentist#due']);
    written.host.restart();
    await expect.poll(() => written.host.restarts(), { timeout: 10_000 }).toBe(1);
    written.host.post({ type: 'put', source: appointment('podiatrist', at) });
    await expect.poll(written.keys, { timeout: 10_000 }).toEqual(['dentist#due', 'podiatrist#due']);
    await written.host.stop({ type: 'stop' }, 1_000);

    const lost = remind(options, false);
    await expect.poll(lost.keys, { timeout: 10_000 }).toEqual(['dentist#due']);
    lost.host.restart();
    await expect.poll(lost.keys, { timeout: 10_000 }).toEqual(['dentist#due', 'dentist#due']);
  });

  it('obeys: an answer, its being taken back, and the end of a source', async () => {
    const at = Date.now() - HOUR_MS;
    const { host: hosted, keys } = remind({ doneUntil: at - HOUR_MS });
    hosted.post({ type: 'answer', occasionId: 'dentist', at });
    hosted.post({ type: 'put', source: appointment('dentist', at) });
    hosted.post({ type: 'put', source: appointment('later', Date.now() + 1_000) });
    hosted.post({ type: 'remove', sourceId: 'later' });
    hosted.post({ type: 'put', source: appointment('latest', Date.now() + 1_500) });
    await expect.poll(keys, { timeout: 10_000 }).toEqual(['latest#due']);
    hosted.post({ type: 'reopen', sourceId: 'dentist', occasionId: 'dentist' });
    await expect.poll(keys, { timeout: 10_000 }).toEqual(['latest#due', 'dentist#due']);
  });
});
