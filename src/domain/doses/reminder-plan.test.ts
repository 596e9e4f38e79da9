import { describe, expect, it } from 'vitest';
import {
  MAX_BACK_MS,
  MAX_SLEEP_MS,
  REMEMBERED_MS,
  ReminderPlan,
  WRITTEN_WITHIN_MS,
  type Occasion,
  type PlanMemory,
  type Reminder,
  type Source,
  type Step,
} from './reminder-plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-06-10T12:00Z');
const FIVE_TO = NOON - 5 * MINUTE;

/** A hub as far as the plan can see it: two clocks, what is on disk, and the plan in memory. */
class Hub {
  wallMs: number;
  monotonicMs = 0;
  plan: ReminderPlan<Occasion>;
  readonly #disk = {
    doneUntil: 0,
    delivered: new Map<string, number>(),
    answered: new Map<string, number>(),
  };

  constructor(wallMs: number) {
    this.wallMs = wallMs;
    this.#disk.doneUntil = wallMs;
    this.plan = new ReminderPlan(this.memory());
  }

  memory(): PlanMemory {
    return this.#disk;
  }

  put(...sources: Source<Occasion>[]): void {
    for (const source of sources) this.plan.put(source);
  }

  /** Time passes on both clocks. */
  wait(ms: number): void {
    this.wallMs += ms;
    this.monotonicMs += ms;
  }

  due(most?: number): Reminder<Occasion>[] {
    return this.plan.due({ wallMs: this.wallMs, monotonicMs: this.monotonicMs }, most);
  }

  /** Hands out what is due and writes it down; its keys. */
  deliver(): string[] {
    return this.due().map((reminder) => {
      this.write(reminder);
      return reminder.key;
    });
  }

  write({ key, at }: Reminder<Occasion>): void {
    this.#disk.delivered.set(key, at);
    this.plan.written([key]);
    this.#disk.doneUntil = this.plan.doneUntil;
  }

  answer(occasionId: string, at: number): void {
    this.#disk.answered.set(occasionId, at);
    this.plan.answer(occasionId, at);
  }

  reopen(sourceId: string, occasionId: string): void {
    this.#disk.answered.delete(occasionId);
    this.plan.reopen(sourceId, occasionId);
  }

  /** Ends the plan without a word; the next knows what is on disk. */
  restart(...sources: Source<Occasion>[]): void {
    this.plan = new ReminderPlan(this.memory());
    this.monotonicMs = 0;
    this.put(...sources);
  }
}

const occasion = (id: string, ...steps: [Step, ...Step[]]): Occasion => ({ id, steps });

/** A tablet at an instant: five minutes before, at its time, an hour after. */
const dose = (at: number, id = `dose ${new Date(at).toISOString()}`) =>
  occasion(id, { name: 'soon', at: at - 5 * MINUTE }, { name: 'due', at }, { name: 'missed', at: at + HOUR });

/** A source of what is given, in order; written down on the eve. */
const of = (...occasions: Occasion[]): Source<Occasion> => ({
  id: 'source',
  since: NOON - 16 * HOUR,
  first: (since) => occasions.find(({ steps }) => steps.some(({ at }) => at >= since)) ?? null,
  after: (given) => occasions[occasions.indexOf(given) + 1] ?? null,
  find: (id) => occasions.find((each) => each.id === id) ?? null,
});

/** A dose each day at noon, for ever. */
const DAILY: Source<Occasion> = {
  id: 'daily',
  since: NOON - 2 * DAY,
  first: (since) => dose(NOON + Math.ceil((since - HOUR - NOON) / DAY) * DAY),
  after: (given) => dose((given.steps[1]?.at ?? NaN) + DAY),
  find: (id) => dose(Date.parse(id.slice('dose '.length))),
};

const TABLET = dose(NOON, 'tablet');

describe('ReminderPlan', () => {
  it('hands out each step at its time, once', () => {
    const hub = new Hub(FIVE_TO - 1);
    hub.put(of(TABLET));
    expect(hub.deliver()).toEqual([]);
    hub.wait(1);
    expect(hub.deliver()).toEqual(['tablet#soon']);
    hub.wait(5 * MINUTE);
    expect(hub.due()).toEqual([
      {
        ...{ key: 'tablet#due', sourceId: 'source', occasion: TABLET, step: 'due', at: NOON, lateMs: 0 },
        isSuperseded: false,
      },
    ]);
    expect(hub.due()).toEqual([]);
  });

  it('goes on from one occasion to the next', () => {
    const hub = new Hub(FIVE_TO - DAY);
    hub.put({ ...DAILY, since: FIVE_TO - DAY });
    const keys: string[] = [];
    for (let minute = 0; minute < 3 * 1440; minute++, hub.wait(MINUTE)) keys.push(...hub.deliver());
    expect(keys).toHaveLength(9);
    expect(new Set(keys).size).toBe(9);
  });

  it('sleeps until the next step, a minute at most, and not at all when something is due', () => {
    const hub = new Hub(FIVE_TO - 61_000);
    expect(hub.plan.sleepMs(hub.wallMs)).toBe(MAX_SLEEP_MS);
    hub.put(of(TABLET));
    expect(hub.plan.sleepMs(hub.wallMs)).toBe(MAX_SLEEP_MS);
    hub.wait(21_000);
    expect(hub.plan.sleepMs(hub.wallMs)).toBe(40_000);
    hub.wait(50_000);
    expect(hub.plan.sleepMs(hub.wallMs)).toBe(0);
  });

  it('says how late a step is, and which are superseded by a later one that is due as well', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET, dose(NOON + 2 * HOUR, 'second')));
    hub.wait(2 * HOUR);
    expect(hub.due().map(({ key, lateMs, isSuperseded }) => [key, lateMs / MINUTE, isSuperseded])).toEqual([
      ['tablet#soon', 120, true],
      ['tablet#due', 115, true],
      ['tablet#missed', 55, false],
      ['second#soon', 0, false],
    ]);
  });

  it('hands out no more at once than it is asked for, and the rest when it is asked again', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.wait(2 * HOUR);
    const [soon] = hub.due(1);
    expect([soon?.key, soon?.isSuperseded]).toEqual(['tablet#soon', true]);
    expect([hub.plan.sleepMs(hub.wallMs), hub.plan.doneUntil]).toEqual([0, FIVE_TO]);
    expect(hub.due(5).map(({ key }) => key)).toEqual(['tablet#due', 'tablet#missed']);
  });

  it('leaves out what came before the source was written down', () => {
    const hub = new Hub(NOON + 1);
    hub.put({ ...of(dose(NOON - 2 * HOUR, 'earlier'), TABLET), since: NOON + 1 });
    hub.wait(2 * HOUR);
    expect(hub.deliver()).toEqual(['tablet#missed']);
  });

  it('has nothing more of a source that was removed, and of one without occasions nothing', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET), { ...of(TABLET), id: 'empty', first: () => null });
    expect(hub.due()).toHaveLength(1);
    hub.plan.remove('source');
    hub.wait(2 * HOUR);
    expect(hub.due()).toEqual([]);
    expect(hub.plan.doneUntil).toBe(hub.wallMs);
  });
});

describe('a source that is put anew', () => {
  it('does not repeat what was handed out, and follows the new times', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    expect(hub.deliver()).toEqual(['tablet#soon']);
    hub.put(of(dose(NOON + 2 * HOUR, 'tablet')));
    hub.wait(65 * MINUTE);
    expect(hub.deliver()).toEqual([]);
    hub.wait(HOUR);
    expect(hub.deliver()).toEqual(['tablet#due']);
  });

  it('has the step that was to come and now lies in the past', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.wait(30 * MINUTE);
    expect(hub.deliver()).toEqual(['tablet#due']);
    const [soon, due] = TABLET.steps;
    hub.put(of(occasion('tablet', soon, due ?? soon, { name: 'missed', at: NOON + 10 * MINUTE })));
    expect(hub.deliver()).toEqual(['tablet#missed']);
  });

  it('has that step even if the hub is killed before it is written down', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.wait(30 * MINUTE);
    hub.deliver();
    const changed = of(dose(NOON - 40 * MINUTE, 'tablet'));
    hub.put(changed);
    expect(hub.due().map(({ key }) => key)).toEqual(['tablet#missed']);
    hub.wait(2 * HOUR);
    hub.restart(changed);
    expect(hub.deliver()).toEqual(['tablet#missed']);
  });

  it('leaves no pile behind, however often it is put', () => {
    const hub = new Hub(FIVE_TO - DAY);
    for (let time = 0; time < 50_000; time++) hub.put(of(TABLET));
    expect(hub.plan.size).toBeLessThan(2_000);
    hub.wait(DAY);
    expect(hub.deliver()).toEqual(['tablet#soon']);
  });
});

describe('an answer', () => {
  it('ends the steps of its occasion', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET, dose(NOON + HOUR, 'next')));
    hub.deliver();
    hub.answer('tablet', NOON);
    hub.wait(HOUR);
    expect(hub.deliver()).toEqual(['next#soon']);
  });

  it('ends them after a restart as well', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.answer('tablet', NOON);
    hub.restart(of(TABLET));
    hub.wait(2 * HOUR);
    expect(hub.deliver()).toEqual([]);
  });

  it('before the first step leaves none', () => {
    const hub = new Hub(FIVE_TO - HOUR);
    hub.answer('tablet', NOON);
    hub.put(of(TABLET));
    hub.wait(3 * HOUR);
    expect(hub.deliver()).toEqual([]);
  });

  it('to what was handed out and not written down leaves nothing to write', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.due();
    expect(hub.plan.doneUntil).toBe(FIVE_TO);
    hub.wait(MINUTE);
    hub.due();
    hub.answer('tablet', NOON);
    expect(hub.plan.doneUntil).toBe(hub.wallMs);
  });

  it('that is taken back brings what had not been handed out, late where it is late', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.answer('tablet', NOON);
    hub.wait(10 * MINUTE);
    expect(hub.deliver()).toEqual([]);
    hub.reopen('source', 'tablet');
    const [due] = hub.due();
    expect([due?.key, due?.lateMs]).toEqual(['tablet#due', 5 * MINUTE]);
    if (due !== undefined) hub.write(due);
    hub.wait(HOUR);
    expect(hub.deliver()).toEqual(['tablet#missed']);
  });

  it('that is taken back just before the hub is killed brings it all the same', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.answer('tablet', NOON);
    hub.wait(30 * MINUTE);
    // Something else is written down, and with it how far everything is done.
    hub.put({ ...of(occasion('note', { name: 'due', at: hub.wallMs })), id: 'other' });
    hub.deliver();
    hub.reopen('source', 'tablet');
    hub.due();
    hub.restart(of(TABLET));
    expect(hub.deliver()).toEqual(['tablet#due']);
  });

  it('that is taken back before anything was passed over changes nothing', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.answer('tablet', NOON);
    hub.reopen('source', 'tablet');
    hub.wait(2 * HOUR);
    expect(hub.deliver()).toEqual(['tablet#soon', 'tablet#due', 'tablet#missed']);
  });

  it('that is taken back after more than a day brings nothing', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.answer('tablet', NOON);
    hub.wait(MAX_BACK_MS + 2 * HOUR);
    hub.deliver();
    hub.reopen('source', 'tablet');
    expect(hub.deliver()).toEqual([]);
  });

  it('to something unknown, or of a source that is gone, can be taken back without harm', () => {
    const hub = new Hub(FIVE_TO);
    hub.reopen('source', 'tablet');
    hub.answer('tablet', NOON);
    hub.reopen('source', 'tablet');
    hub.put(of(dose(NOON + DAY, 'other')));
    hub.answer('tablet', NOON);
    hub.reopen('source', 'tablet');
    hub.wait(2 * HOUR);
    expect(hub.deliver()).toEqual([]);
  });
});

describe('a restart', () => {
  it('repeats nothing that was written down', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.deliver();
    hub.restart(of(TABLET));
    expect(hub.deliver()).toEqual([]);
    hub.wait(5 * MINUTE);
    expect(hub.deliver()).toEqual(['tablet#due']);
  });

  it('hands out again what was handed out and never written down', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET), { ...of(dose(NOON, 'other')), id: 'other source' });
    const [first, second] = hub.due();
    expect([first?.key, second?.key]).toEqual(['tablet#soon', 'other#soon']);
    if (second !== undefined) hub.write(second);
    hub.wait(MINUTE);
    hub.due();
    hub.restart(of(TABLET), { ...of(dose(NOON, 'other')), id: 'other source' });
    expect(hub.due().map(({ key, lateMs }) => [key, lateMs])).toEqual([['tablet#soon', MINUTE]]);
  });

  it('delivers late what fell due while the hub was off', () => {
    const hub = new Hub(FIVE_TO - 10 * MINUTE);
    hub.put(DAILY);
    hub.deliver();
    hub.wait(2 * DAY);
    hub.restart(DAILY);
    const found = hub.due();
    expect(found.map(({ step }) => step)).toEqual(['soon', 'due', 'missed', 'soon', 'due', 'missed']);
    expect(found.every(({ lateMs }) => lateMs > 0)).toBe(true);
  });

  it('in the middle of an occasion begins with the step that comes next, for each of many sources', () => {
    const hub = new Hub(FIVE_TO);
    const sources = Array.from({ length: 50 }, (_, n) => ({
      ...of(dose(NOON - 10 * MINUTE * n, `dose ${n}`)),
      id: `source ${n}`,
    }));
    hub.put(...sources);
    hub.deliver();
    hub.restart(...sources);
    expect(hub.deliver()).toEqual([]);
    expect(hub.plan.doneUntil).toBe(hub.wallMs);
  });
});

describe('what is not written down', () => {
  it('keeps the plan from calling it done', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    const [soon] = hub.due();
    hub.wait(MINUTE);
    hub.due();
    expect(hub.plan.doneUntil).toBe(FIVE_TO);
    if (soon !== undefined) hub.write(soon);
    expect(hub.plan.doneUntil).toBe(hub.wallMs);
  });

  it('is handed out again after a while, by the clock that never jumps', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    expect(hub.due()).toHaveLength(1);
    hub.wallMs += WRITTEN_WITHIN_MS;
    expect(hub.due()).toEqual([]);
    hub.monotonicMs += WRITTEN_WITHIN_MS;
    expect(hub.due().map(({ key }) => key)).toEqual(['tablet#soon']);
    expect(hub.due()).toEqual([]);
    hub.wallMs -= HOUR;
    hub.monotonicMs += WRITTEN_WITHIN_MS;
    expect(hub.due(1).map(({ key, lateMs }) => [key, lateMs])).toEqual([['tablet#soon', 0]]);
    expect(hub.due(0)).toEqual([]);
  });
});

describe('a wall clock', () => {
  it('that is put forward brings what was passed, late', () => {
    const hub = new Hub(FIVE_TO - MINUTE);
    hub.put(of(TABLET));
    hub.wallMs += HOUR;
    expect(hub.due().map(({ key, lateMs }) => [key, lateMs / MINUTE])).toEqual([
      ['tablet#soon', 59],
      ['tablet#due', 54],
    ]);
  });

  it('that is put back by an hour brings nothing twice, and the rest by the new time', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.wait(5 * MINUTE);
    expect(hub.deliver()).toEqual(['tablet#soon', 'tablet#due']);
    hub.wallMs -= HOUR;
    hub.wait(90 * MINUTE);
    expect(hub.deliver()).toEqual([]);
    hub.wait(30 * MINUTE);
    expect(hub.deliver()).toEqual(['tablet#missed']);
  });

  it('that is put back brings nothing twice after a restart either', () => {
    const hub = new Hub(FIVE_TO);
    hub.put(of(TABLET));
    hub.wait(5 * MINUTE);
    hub.deliver();
    hub.wallMs -= HOUR;
    hub.restart(of(TABLET));
    hub.wait(90 * MINUTE);
    expect(hub.deliver()).toEqual([]);
  });

  it('that is back has the doses of a schedule that is put in that time', () => {
    const hub = new Hub(NOON);
    hub.due();
    hub.wallMs -= HOUR;
    hub.put(of(dose(NOON - 30 * MINUTE, 'new')));
    hub.wait(40 * MINUTE);
    expect(hub.deliver()).toEqual(['new#soon', 'new#due']);
    hub.restart(of(dose(NOON - 30 * MINUTE, 'new')));
    expect(hub.deliver()).toEqual([]);
  });

  it('that is back does not make a restart lose the doses of such a schedule', () => {
    const hub = new Hub(NOON);
    hub.put(of(dose(NOON, 'old')));
    hub.deliver();
    hub.wallMs -= HOUR;
    const added = { ...of(dose(NOON - 30 * MINUTE, 'new')), id: 'added' };
    hub.put(added);
    // Something else is written down, and with it how far everything is done.
    hub.put({ ...of(occasion('note', { name: 'due', at: hub.wallMs })), id: 'third' });
    expect(hub.deliver()).toEqual(['note#due']);
    hub.wait(2 * HOUR);
    hub.restart(added);
    expect(hub.deliver()).toEqual(['new#soon', 'new#due', 'new#missed']);
  });

  it('that shows 1970 has nothing due, and what is due by the right time when that comes back', () => {
    const hub = new Hub(FIVE_TO - MINUTE);
    hub.put(of(TABLET));
    hub.deliver();
    hub.wallMs = 60_000;
    expect([hub.plan.isClockUnset(hub.wallMs), hub.deliver()]).toEqual([true, []]);
    hub.restart({ ...DAILY, since: NOON - HOUR }, of(TABLET));
    expect(hub.deliver()).toEqual([]);
    expect(hub.plan.sleepMs(hub.wallMs)).toBe(MAX_SLEEP_MS);
    hub.wallMs = FIVE_TO + MINUTE;
    expect(hub.plan.isClockUnset(hub.wallMs)).toBe(false);
    expect(hub.deliver().sort()).toEqual([`dose ${new Date(NOON).toISOString()}#soon`, 'tablet#soon']);
  });
});

describe('the memory of a plan', () => {
  it('is no larger after a year than after a week', () => {
    const hub = new Hub(FIVE_TO - HOUR);
    hub.put(DAILY);
    const size = (days: number) => {
      for (let hour = 0; hour < 24 * days; hour++, hub.wait(HOUR)) {
        hub.deliver();
        hub.answer(`answered ${hub.wallMs}`, hub.wallMs);
      }
      return hub.plan.size;
    };
    const aWeek = size(7);
    expect(size(358)).toBe(aWeek);
    expect(aWeek).toBeLessThan((REMEMBERED_MS / HOUR) * 2);
  });
});
