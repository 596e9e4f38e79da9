/** Units and limits of one person: what they change, what is refused, and what the screen can say about each limit. */
import { SOURCE_IDS } from '#domain/vitals/rules/sources.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aVitalsApi, SETTINGS, type VitalsApi } from '../../fixtures/vitals.ts';

let api: VitalsApi;
beforeEach(async () => {
  api = await aVitalsApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const settings = () => api.request(`/api/residents/${api.rosa.id}/settings/vitals`);

describe('GET and PUT …/settings/vitals', () => {
  it('begins with canonical units and the published limits, and keeps what is put', async () => {
    expect(await (await settings()).json()).toEqual(SETTINGS);
    const units = {
      bloodPressure: 'kPa',
      bodyTemperature: '[degF]',
      bodyWeight: '[lb_av]',
      glucose: 'mg/dL',
    };
    expect((await api.saveSettings({ units, hasDiabetes: true })).status).toBe(200);
    expect(await (await settings()).json()).toEqual({ units, hasDiabetes: true, overrides: [] });
    expect(api.eventTypes()).toEqual(['settings.updated']);
  });

  it('judges every reading, also earlier ones, by the limits that somebody set, and says who', async () => {
    const { id, ...before } = await api.record({ kind: 'spo2', value: 90, unit: '%' });
    expect(before).toMatchObject({ category: 'low', ruleId: 'spo2.low' });
    const setBy = 'Dr Klein';
    const overrides = [
      { ruleId: 'spo2.slightly-low', limit: 90, setBy },
      { ruleId: 'spo2.low', limit: 88, setBy },
      { ruleId: 'spo2.very-low', limit: 85, setBy },
    ];
    expect((await api.saveSettings({ overrides })).status).toBe(200);
    expect((await api.get(`/${id}`)).body).toMatchObject({
      category: 'normal',
      interpretation: 'N',
      ruleId: null,
    });
    const rules = (await api.get('/rules')).body['rules'] as { id: string }[];
    expect(rules.find((rule) => rule.id === 'spo2.low')).toMatchObject({
      limit: 88,
      publishedLimit: 92,
      setBy,
    });
    expect((await api.get('/chart?kind=spo2')).body['series']).toMatchObject([
      {
        bands: [
          { to: 85 },
          { from: 85, to: 88 },
          { from: 88, to: 90 },
          { from: 90, to: null, category: 'normal' },
        ],
      },
    ]);
  });

  it('judges a high glucose only for people with diabetes', async () => {
    const { id } = await api.record({
      kind: 'glucose',
      value: 200,
      unit: 'mg/dL',
      context: { meal: 'after-meal' },
    });
    expect((await api.get(`/${id}`)).body).toMatchObject({ category: null });
    await api.saveSettings({ hasDiabetes: true });
    expect((await api.get(`/${id}`)).body).toMatchObject({
      category: 'high',
      ruleId: 'glucose.high.after-meal',
    });
  });

  it.each([
    ['a rule that is none', [{ ruleId: 'moon', limit: 1, setBy: 'x' }]],
    ['a limit set twice', [1, 2].map(() => ({ ruleId: 'spo2.low', limit: 91, setBy: 'x' }))],
    [
      'a milder limit past a graver one',
      [{ ruleId: 'blood-pressure.stage-2.systolic', limit: 181, setBy: 'x' }],
    ],
    ['a low limit past a high one', [{ ruleId: 'heart-rate.low', limit: 100, setBy: 'x' }]],
    ['a limit nobody can have', [{ ruleId: 'spo2.low', limit: 9, setBy: 'x' }]],
    ['nobody who set it', [{ ruleId: 'spo2.low', limit: 91, setBy: ' ' }]],
    ['a text for a limit', [{ ruleId: 'spo2.low', limit: '91', setBy: 'x' }]],
  ])('answers 422 for %s and changes nothing', async (_case, overrides) => {
    expect((await api.saveSettings({ overrides })).status).toBe(422);
    expect(await (await settings()).json()).toEqual(SETTINGS);
    expect(api.events.latestSeq()).toBe(0);
  });
});

describe('GET …/vitals/rules', () => {
  it('gives every limit its source', async () => {
    const { body } = await api.get('/rules');
    expect(body['version']).toBe(1);
    for (const { source } of body['rules'] as { source: { id: string } }[]) {
      expect(SOURCE_IDS).toContain(source.id);
    }
  });
});
