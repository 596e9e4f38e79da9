/** What readings, and their absence, have somebody told: only what was switched on, once, and not what was put right. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_ALERT_WATCH, type AlertWatch } from '#contracts/alert-watch.ts';
import type { NewReading } from '#contracts/vitals/entries.ts';
import { DEFAULT_GENERAL_SETTINGS } from '#domain/settings.ts';
import { startAlerts } from '#server/alert-desk.ts';
import { messageOf } from '#server/alert-message.ts';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let api: TestApi;
let desk: Awaited<ReturnType<typeof startAlerts>>;
beforeEach(async () => {
  api = await anApi();
  desk = await startAlerts({ ...api, log: pino({ level: 'silent' }) });
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
const watch = (change: Partial<AlertWatch>) =>
  api.settings.saveWatch(api.rosa.id, { ...DEFAULT_ALERT_WATCH, ...change });
const measure = async (entry: Omit<NewReading, 'context'> & { context?: object }) => {
  const reading = await api.vitals.record(api.rosa, { context: {}, ...entry } as NewReading, 'test');
  await desk.settled();
  return reading;
};
const pressure = (systolic: number, diastolic: number) =>
  measure({ kind: 'blood-pressure', systolic, diastolic, unit: 'mm[Hg]' } as never);
const weight = (value: number) => measure({ kind: 'body-weight', value, unit: 'kg' } as never);
const open = () =>
  api.alerts.open(api.rosa.id).map(({ kind, subject, state, facts }) => ({ kind, subject, state, facts }));
const ended = () =>
  api.alerts
    .past(api.rosa.id, { raisedAt: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }, 10)
    .map(({ kind, resolved }) => [kind, resolved?.why]);
const told = () => api.events.after(0, 1_000).filter(({ type }) => type === 'alert.notified').length;

describe('a very high blood pressure', () => {
  it('tells nobody while it is not watched', async () => {
    await pressure(184, 96);
    await at(60);
    expect(open()).toEqual([]);
  });

  it('is to be measured again first; a good second reading ends it, and nobody was told', async () => {
    await watch({ readings: true });
    await pressure(184, 96);
    expect(open()).toMatchObject([
      {
        ...{ kind: 'vital', subject: 'blood-pressure', state: 'pending' },
        facts: { value: 184, diastolic: 96, category: 'severe', isRepeated: false },
      },
    ]);
    await at(6);
    await pressure(142, 84);
    await at(60);
    expect(open()).toEqual([]);
    expect(ended()).toEqual([['vital', 'over']]);
    expect(told()).toBe(0);
  });

  it('is told at once when it is so again after a rest', async () => {
    await watch({ readings: true });
    await pressure(184, 96);
    await at(5);
    expect(told()).toBe(0);
    await pressure(182, 95);
    expect(told()).toBe(1);
    expect(open()).toMatchObject([{ state: 'open', facts: { value: 182, isRepeated: true } }]);
    await at(8);
    await pressure(183, 95);
    expect(told()).toBe(1);
  });

  it('is told after ten minutes when nobody measured again', async () => {
    await watch({ readings: true });
    await pressure(184, 96);
    await at(9);
    expect(told()).toBe(0);
    await at(10);
    expect(told()).toBe(1);
  });

  it('is nobody’s to see to when the reading was another’s', async () => {
    await watch({ readings: true });
    const { id } = await pressure(184, 96);
    await api.vitals.retract(id, 'test');
    await at(60);
    expect(ended()).toEqual([['vital', 'corrected']]);
    expect(told()).toBe(0);
  });

  it('rings nobody when it was written down of yesterday', async () => {
    await watch({ readings: true });
    const measuredAt = new Date(NOW - DAY_MS).toISOString();
    await measure({
      kind: 'blood-pressure',
      systolic: 184,
      diastolic: 96,
      unit: 'mm[Hg]',
      measuredAt,
    } as never);
    expect(open()).toEqual([]);
  });
});

it('low oxygen is told at once, since a rest does not help', async () => {
  await watch({ readings: true });
  await measure({ kind: 'spo2', value: 88, unit: '%' } as never);
  expect(told()).toBe(1);
  expect(open()).toMatchObject([{ subject: 'spo2', facts: { value: 88, category: 'very-low' } }]);
});

describe('a weight that climbs', () => {
  it('is told of somebody with heart failure alone', async () => {
    await watch({ trends: ['weight-gain'] });
    await weight(70);
    await at(24 * 60);
    await weight(71);
    expect(open()).toEqual([]);
    await api.settings.saveGeneral(api.rosa.id, {
      ...DEFAULT_GENERAL_SETTINGS,
      conditions: ['heart-failure'],
    });
    await at(24 * 60 + 5);
    await weight(71);
    expect(open()).toMatchObject([
      { kind: 'trend', subject: 'weight-gain', facts: { rule: 'weight-gain', change: 1, overDays: 1 } },
    ]);
    await at(24 * 60 + 10);
    await weight(71.1);
    expect(open()).toHaveLength(1);
  });
});

describe('silence', () => {
  it('is told once a kind was not measured for so many days, and is over with the next reading', async () => {
    await weight(70);
    await watch({ missing: [{ kind: 'body-weight', afterDays: 2 }] });
    await at(2 * 24 * 60 - 61);
    expect(open()).toEqual([]);
    await at(2 * 24 * 60 + 61);
    expect(open()).toMatchObject([
      { kind: 'measurement-missing', subject: 'body-weight', facts: { sinceDays: 2 } },
    ]);
    await at(3 * 24 * 60);
    expect(open()).toHaveLength(1);
    await weight(70);
    expect(open()).toEqual([]);
    expect(ended()).toEqual([['measurement-missing', 'over']]);
  });

  it('counts from the day on which it was switched on: nobody missed what nobody asked for', async () => {
    await at(10 * 24 * 60);
    await watch({ missing: [{ kind: 'glucose', afterDays: 2 }] });
    await at(11 * 24 * 60);
    expect(open()).toEqual([]);
    await at(12 * 24 * 60 + 61);
    expect(open()).toHaveLength(1);
  });

  it('is told of a device in use that is not heard, until it is', async () => {
    await api.devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
    const [device] = api.devices.list();
    if (device === undefined) throw new Error('No device was heard.');
    await api.devices.trust(device, api.rosa.id);
    await watch({ deviceSilentDays: 3 });
    await at(3 * 24 * 60 - 61);
    expect(open()).toEqual([]);
    await at(3 * 24 * 60 + 61);
    expect(open()).toMatchObject([{ kind: 'device-silent', subject: device.id }]);
    await api.devices.noteSighting(anAdvert({ seenAt: api.time.now }), 'blood-pressure-cuff');
    await at(3 * 24 * 60 + 125);
    expect(open()).toEqual([]);
    expect(ended()).toEqual([['device-silent', 'over']]);
  });
});

describe('what it says outside of Betti', () => {
  const said = async (language: 'en' | 'es') => {
    const [alert] = api.alerts.open(api.rosa.id);
    if (alert === undefined) throw new Error('There is no alert.');
    const { units } = api.vitals.settings(api.rosa.id);
    const { title, body } = await messageOf({
      ...{ id: 'x', alert, resident: api.rosa, language, hasContent: true, url: null },
      units: { ...units, bodyWeight: '[lb_av]' },
    });
    return `${title} | ${body}`;
  };

  it('is the value as the resident reads it, in the words of whoever is told', async () => {
    await watch({ readings: true });
    await pressure(184, 96);
    expect(await said('en')).toMatch(/^Rosa: Blood pressure needs a look \| 184\/96 mmHg at 7:30/);
    expect(await said('es')).toMatch(/^Rosa: .*\| 184\/96 mmHg a las 19:30\.$/);
  });

  it('is by how much it changed, in the unit in which it is read', async () => {
    await watch({ trends: ['weight-gain'] });
    await api.settings.saveGeneral(api.rosa.id, {
      ...DEFAULT_GENERAL_SETTINGS,
      conditions: ['heart-failure'],
    });
    await weight(70);
    await at(24 * 60);
    await weight(71);
    expect(await said('en')).toBe('Rosa: Weight has changed | 2.2 lb more than on Nov 22, 2026.');
  });
});
