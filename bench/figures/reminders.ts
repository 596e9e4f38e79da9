/**
 * What 10,000 schedules cost the reminder thread at each wake-up, beside looking through as many times of day; and how
 * late it says what is due, alone and while a hub beside it takes readings as fast as it can, beside a bare setTimeout.
 */
import type {
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
  ReminderSource,
} from '#contracts/reminders.ts';
import { DEFAULT_DELAYS, medicationSource, type DoseOccasion } from '#domain/doses/dose-steps.ts';
import { ReminderPlan } from '#domain/doses/reminder-plan.ts';
import type { Pattern, Schedule } from '#domain/doses/schedule.ts';
import { hostWorker } from '#server/worker-host/host.ts';
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench, type BenchOptions, type Figure } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { post, startLoad } from '../load/load.ts';
import { quantile } from '../rounds.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ZONES = ['America/Denver', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
/** A worker's start with all its schedules, before anything is due. */
const STARTS_WITHIN_MS = 3_000;

export const reminders: Bench = {
  name: 'reminders',
  run: async (options) => [tick(options), ...(await lateness(options))],
};

/** Processor time of a wake-up each minute of a day: what is due, what comes after it, and how long to sleep. */
function tick({ isQuick }: BenchOptions): Figure {
  const from = Date.UTC(2026, 10, 22);
  const minutes = Array.from({ length: DAY_MS / MINUTE_MS }, (_, index) => from + index * MINUTE_MS);
  const sources = medications(isQuick ? 500 : 10_000, from);
  const plan = new ReminderPlan<DoseOccasion>({ doneUntil: from, delivered: [], answered: [] });
  const coldMs = processorMs(() => {
    for (const source of sources) plan.put(medicationSource({ ...source, since: source.writtenAt }));
  });
  let said = 0;
  const dayMs = processorMs(() => {
    for (const wallMs of minutes) {
      const due = plan.due({ wallMs, monotonicMs: wallMs - from });
      plan.written(due.map(({ key }) => key));
      plan.sleepMs(wallMs);
      said += due.length;
    }
  });
  const times = sources.map((_, index) => from + (index % minutes.length) * MINUTE_MS);
  const lookMs = processorMs(() => minutes.map((wallMs) => times.filter((at) => at === wallMs).length));
  const note = [
    `mean of a day's ${String(minutes.length)} minutes, ${String(said)} reminders in them`,
    `only looking through 10,000 times ${(lookMs / minutes.length).toFixed(3)} ms`,
    `planned from nothing in ${coldMs.toFixed(0)} ms`,
  ].join('; ');
  const name = 'a tick over 10,000 schedules';
  return plainFigure(name, dayMs / minutes.length, 'ms', atMost(1), note);
}

async function lateness(options: BenchOptions): Promise<Figure[]> {
  const folder = await aFolderWith(options.isQuick ? 20_000 : 1_000_000);
  const hub = await startBenchHub(folder.path);
  const load = await startLoad();
  const spanMs = options.isQuick ? 500 : 10_000;
  const idle = await late(options, spanMs);
  const reading = { kind: 'heart-rate', value: 72, unit: '/min' };
  const loading = load.run({
    ...{ port: hub.port, clients: 16, status: 201, durationMs: spanMs + STARTS_WITHIN_MS + 1_000 },
    request: post(vitalsPath(hub.residentId), reading, hub.cookie),
  });
  const busy = await late(options, spanMs);
  const { count } = await loading;
  load.stop();
  await hub.end('SIGTERM');
  folder.remove();
  const figure = (when: string, { ours, bare }: Late, mostMs: number, note: string) =>
    plainFigure(
      `lateness of a reminder, ${when}, p99`,
      quantile(ours, 0.99),
      'ms',
      atMost(mostMs),
      [
        `${String(ours.length)} of ${String(bare.length)} said; a bare timer ${quantile(bare, 0.99).toFixed(1)} ms`,
        note,
      ].join('; '),
    );
  return [
    figure('idle', idle, 50, '10,000 schedules beside'),
    figure('under load', busy, 1_000, `16 clients of a hub beside it had ${String(count)} readings stored`),
  ];
}

type Late = { readonly ours: readonly number[]; readonly bare: readonly number[] };

/** How late, in ms, what is due each 25 ms is heard by the main thread; and how late timers in it are for the same. */
async function late({ isQuick }: BenchOptions, spanMs: number): Promise<Late> {
  const begin = Date.now() + STARTS_WITHIN_MS;
  const instants = Array.from({ length: spanMs / 25 }, (_, index) => begin + index * 25);
  const appointments = instants.map((at): ReminderSource => ({
    ...{ kind: 'appointment', id: `at-${String(at)}`, residentId: 'rosa', writtenAt: at - DAY_MS, at },
    steps: [{ name: 'due', at }],
  }));
  const ours = new Map<string, number>();
  const host = hostWorker<RemindersCommand, RemindersReport>({
    url: new URL('../../workers/reminders.ts', import.meta.url),
    options: (): RemindersOptions => ({
      ...{ doneUntil: Date.now(), delivered: [], answered: [] },
      sources: [...medications(isQuick ? 500 : 10_000, begin + DAY_MS), ...appointments],
    }),
    commandKey: () => null,
    onReport: (report, reply) => {
      if (report.type !== 'due') return;
      for (const { key, at } of report.reminders) ours.set(key, Date.now() - at);
      reply({ type: 'written', keys: report.reminders.map(({ key }) => key) });
    },
    onEnd: () => undefined,
  });
  const bare = await Promise.all(
    instants.map(
      (at) =>
        new Promise<number>((resolve) => {
          setTimeout(() => resolve(Date.now() - at), at - Date.now());
        }),
    ),
  );
  for (let waited = 0; ours.size < instants.length && waited < 100; waited++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await host.stop({ type: 'stop' }, 1_000);
  return { ours: [...ours.values()], bare };
}

/** Medications of every kind of schedule but as needed, in four zones, at all minutes of a day; written before `at`. */
function medications(count: number, at: number) {
  return Array.from({ length: count }, (_, index) => {
    const minute = (index * 7) % 1_440;
    const timeOfDay = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
    const id = `medication-${String(index)}`;
    const schedule: Schedule = {
      ...{ id: `schedule-${String(index)}`, medicationId: id, startsOn: '2026-01-01', endsOn: null },
      ...{ validFromAt: null, validUntilAt: null, holds: [], isTimeCritical: index % 10 === 0 },
      pattern: patternOf(index, timeOfDay),
    };
    return {
      ...{ kind: 'medication' as const, id, residentId: 'rosa', writtenAt: at, schedules: [schedule] },
      ...{ timeZone: ZONES[index % ZONES.length] ?? 'UTC', delays: DEFAULT_DELAYS },
    };
  });
}

function patternOf(index: number, timeOfDay: string): Pattern {
  const times = [{ timeOfDay, amount: 1 }];
  const anchorOn = '2026-01-01';
  switch (index % 5) {
    case 0:
      return { kind: 'every-n-days', everyDays: 2, anchorOn, times };
    case 1:
      return { kind: 'cycle', daysOn: 21, daysOff: 7, anchorOn, times };
    case 2:
      return { kind: 'weekdays', times: [{ timeOfDay, amounts: [1, 1, 1, 1, 1, 2, 2] }] };
    case 3:
      return { kind: 'taper', steps: [{ fromOn: anchorOn, everyDays: 1, times }] };
    default:
      return { kind: 'daily', times };
  }
}

const two = (value: number) => String(value).padStart(2, '0');

/** Of this thread: what another process does on the core is no fault of the plan's. Counted in steps of 4 ms. */
function processorMs(work: () => unknown): number {
  const from = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1_000;
}
