/**
 * No dose missed, doubled or invented: a year of a hub under which the clocks are put forward and back, which is suspended
 * and cut off, beside an oracle that knows nothing of it. The year has both changes of the clocks in every zone.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DELAYS, medicationSource, type DoseOccasion } from '#domain/doses/dose-steps.ts';
import type { Source } from '#domain/doses/reminder-plan.ts';
import type { Schedule } from '#domain/doses/schedule.ts';
import { howMany, isWhole } from '../fixtures/extent.ts';
import { expectedSteps } from './oracle-steps.ts';
import { aMedicationOf2026 } from './schedules.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';
import { HubYear, type Trouble } from './year.ts';
import type { ZoneTable } from './zones.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = DAY_MS / 24;
const START = Date.parse('2026-01-01T00:00Z');
const END = Date.parse('2027-01-01T00:00Z');
const SCHEDULES = howMany(60, 10_000);
const RESTARTS = howMany(100, 1_000);
/** Doses are compared when their fortnight has been over for long, so that a year need not be kept in memory. */
const SPAN_MS = 14 * DAY_MS;
const SETTLED_MS = 5 * DAY_MS;

const STEPS = ['soon', 'due', 'repeat-1', 'repeat-2', 'repeat-3', 'late', 'second', 'missed'];
const bitOf = (step: string) => 1 << STEPS.indexOf(step);

type Medication = {
  readonly zone: ZoneTable;
  readonly schedules: readonly Schedule[];
  readonly source: Source<DoseOccasion>;
};

/** So many schedules, as medications of one to three. Some are written down in the middle of the year. */
function medications(count: number): Medication[] {
  const found: Medication[] = [];
  let schedulesLeft = count;
  const random = randomOf(SEED + 1);
  for (const { zone, schedules: some } of fc.sample(aMedicationOf2026, { numRuns: count, seed: SEED })) {
    const writtenAt = random() < 0.2 ? START + random.below(300) * DAY_MS + random.below(DAY_MS) : START;
    const id = `medication-${found.length}`;
    const schedules = some.slice(0, schedulesLeft).map((schedule, index) => ({
      ...schedule,
      ...{ id: `${id}-${index}`, medicationId: id },
      validFromAt: writtenAt === START ? null : writtenAt,
    }));
    if (schedules.length === 0) break;
    schedulesLeft -= schedules.length;
    const parts = { id, since: writtenAt, schedules, timeZone: zone.name, delays: DEFAULT_DELAYS };
    found.push({ zone, schedules, source: medicationSource(parts) });
  }
  return found;
}

/** Restarts as told, half of them in the middle of something, and of everything else what a bad year has. */
function troublesOf(random: ReturnType<typeof randomOf>): [number, Trouble][] {
  const many = (count: number, what: Trouble) =>
    Array.from({ length: count }, (): [number, Trouble] => [START + random.below(END - START), what]);
  return [
    ...many(RESTARTS / 2, 'restart'),
    ...many(RESTARTS / 2, 'kill'),
    ...many(60, 'step'),
    ...many(200, 'suspend'),
    ...many(20, 'wake-in-1970'),
    ...many(50, 'put-again'),
    ...many(1_500, 'something-else'),
  ].sort(([a], [b]) => a - b);
}

/** The doses that were taken, and how far reminders had come by then. Mapped by dose. */
type Answers = Map<string, { readonly doneMs: number }>;

describe('a year of reminders', () => {
  it(
    `has none missed, doubled or invented over ${SCHEDULES} schedules and ${RESTARTS} restarts (seed ${SEED})`,
    () => {
      const random = randomOf(SEED);
      const all = medications(SCHEDULES);
      /** The steps of each dose that were written down, by fortnight of its time. */
      const written = new Map<number, Map<string, number>>();
      const answers: Answers = new Map();
      const taken: DoseOccasion[] = [];
      const toReopen = new Map<string, { sourceId: string; dueAt: number }>();
      /** Taken once only: while the clock is back, what is brought again is still to come. */
      const takenBack = new Set<string>();
      const wrong: string[] = [];
      let [compared, reopened, nextSpan] = [0, 0, 0];

      const compare = (span: number) => {
        const from = START + span * SPAN_MS;
        const steps = written.get(span) ?? new Map<string, number>();
        for (const { zone, schedules } of all) {
          for (const dose of expectedSteps(schedules, zone, from, from + SPAN_MS)) {
            const found = steps.get(dose.id) ?? 0;
            steps.delete(dose.id);
            const doneMs = answers.get(dose.id)?.doneMs ?? Infinity;
            let expected = 0;
            for (const { name, at } of dose.steps) {
              expected |= bitOf(name);
              // Before its medication was written down nobody could be told; once it was taken, nobody is to be.
              const isOwed = at <= doneMs && at >= (schedules[0]?.validFromAt ?? START);
              if (isOwed && (found & bitOf(name)) === 0) wrong.push(`missed ${dose.id} ${name}`);
              if (isOwed) compared += 1;
            }
            if ((found & ~expected) !== 0) wrong.push(`invented ${dose.id} ${found & ~expected}`);
            answers.delete(dose.id);
          }
        }
        for (const id of steps.keys()) wrong.push(`invented ${id}`);
        written.delete(span);
      };

      const sources = all.map(({ source }) => source).sort((a, b) => a.since - b.since);
      let writtenDown = 0;

      const hub: HubYear = new HubYear(START, random, {
        sources: () => sources.slice(0, writtenDown),
        onWritten: ({ occasion, step, key }) => {
          const span = Math.floor((occasion.dose.dueAt - START) / SPAN_MS);
          if (span >= 0 && span < nextSpan) wrong.push(`doubled, after days, ${key}`);
          const ofSpan = written.get(span) ?? new Map<string, number>();
          written.set(span, ofSpan);
          const before = ofSpan.get(occasion.id) ?? 0;
          if ((before & bitOf(step)) !== 0) wrong.push(`doubled ${key}`);
          if (answers.has(occasion.id)) wrong.push(`invented after the answer ${key}`);
          ofSpan.set(occasion.id, before | bitOf(step));
          if (['due', 'repeat-1', 'late'].includes(step) && random() < 0.2) taken.push(occasion);
        },
        onTick: () => {
          for (let next = sources[writtenDown]; next !== undefined; next = sources[writtenDown]) {
            if (next.since > hub.wallMs) break;
            hub.putNew(next);
            writtenDown += 1;
          }
          for (const { id, dose } of taken.splice(0)) {
            if (answers.has(id) || takenBack.has(id)) continue;
            hub.answer(id, dose.dueAt);
            answers.set(id, { doneMs: hub.doneMs });
            if (random() < 0.2) toReopen.set(id, { sourceId: dose.medicationId, dueAt: dose.dueAt });
          }
          while (hub.doneMs > START + (nextSpan + 1) * SPAN_MS + SETTLED_MS) compare(nextSpan++);
        },
        onSomethingElse: () => {
          for (const [id, { sourceId, dueAt }] of toReopen) {
            toReopen.delete(id);
            if (Math.max(hub.doneMs, hub.wallMs) - dueAt > 20 * HOUR_MS || !answers.delete(id)) continue;
            takenBack.add(id);
            hub.reopen(sourceId, id);
            reopened += 1;
          }
        },
      });

      hub.live(END, troublesOf(random));
      while (START + (nextSpan + 1) * SPAN_MS + SETTLED_MS < END) compare(nextSpan++);
      console.log(`${compared} steps compared, ${reopened} answers taken back,`, hub.happened);
      expect(wrong.slice(0, 20)).toEqual([]);
      expect([hub.early, hub.lateForNoReason]).toEqual([0, 0]);
      expect(compared).toBeGreaterThan(SCHEDULES * 50);
    },
    isWhole ? 7_200_000 : 60_000,
  );
});
