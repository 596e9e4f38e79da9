import type { Chart } from '#contracts/vitals/chart.ts';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { chartContent, chartTable } from './chart-content.ts';
import type { Units } from './values.ts';

overwriteGetLocale(() => 'en');

const DENVER = 'America/Denver';
const UNITS: Units = {
  bloodPressure: 'mm[Hg]',
  bodyTemperature: '[degF]',
  bodyWeight: 'kg',
  glucose: 'mmol/L',
};
const band = { category: 'normal', interpretation: 'N', ruleId: null } as const;

const spo2: Chart = {
  kind: 'spo2',
  from: '2026-11-16',
  to: '2026-11-22',
  resolution: 'reading',
  series: [
    {
      measure: 'value',
      unit: '%',
      points: [
        { id: 'a', at: '2026-11-22T04:30:00.000Z', localDate: '2026-11-21', value: 96 },
        { id: 'b', at: '2026-11-22T15:00:00.000Z', localDate: '2026-11-22', value: 93 },
      ],
      days: [],
      months: [],
      bands: [
        { ...band, from: null, isFromIncluded: false, to: 92, category: 'low', interpretation: 'L' },
        { ...band, from: 92, isFromIncluded: true, to: 95, category: 'slightly-low', interpretation: 'L' },
        { ...band, from: 95, isFromIncluded: true, to: null },
      ],
    },
  ],
};

describe('chartContent', () => {
  it('sets an evening reading on the day it was taken on at home', () => {
    const [series] = chartContent(spo2, UNITS, DENVER).series;
    expect(series?.points[0]?.atMs).toBe(Date.parse('2026-11-21T21:30:00Z'));
  });

  it('says on which side of a band its edge lies', () => {
    expect(chartContent(spo2, UNITS, DENVER).bands.map(({ word }) => word)).toEqual([
      'Low: below 92 %',
      'A little low: 92 to below 95 %',
      'In range: 95 % and more',
    ]);
  });

  it('labels the last day', () => {
    expect(chartContent(spo2, UNITS, DENVER).ticks[0]).toMatchObject({ label: 'Nov 22' });
  });
});

describe('chartTable', () => {
  it('has a row for each reading, newest first', () => {
    expect(chartTable(spo2, UNITS, DENVER).rows.map(({ when, cells }) => [when, ...cells])).toEqual([
      ['Nov 22, 8:00 am', '93'],
      ['Nov 21, 9:30 pm', '96'],
    ]);
  });

  it('shows a day as its average and what lay around it, in the unit of the person', () => {
    const days = [{ localDate: '2026-11-20', count: 2, min: 36.5, mean: 36.75, max: 37 }];
    const chart: Chart = {
      ...spo2,
      kind: 'body-temperature',
      resolution: 'day',
      series: [{ measure: 'value', unit: 'Cel', points: [], days, months: [], bands: [] }],
    };
    expect(chartTable(chart, UNITS, DENVER).rows[0]).toMatchObject({
      when: 'Nov 20, 2026',
      cells: ['98.2 (97.7–98.6)'],
    });
  });

  it('shows years as a month in a row, which stands in the middle of its month in the picture', () => {
    const months = [
      { from: '2026-10-01', to: '2026-10-31', count: 60, min: 36.5, mean: 36.75, max: 37 },
      { from: '2026-11-01', to: '2026-11-22', count: 1, min: 37, mean: 37, max: 37 },
    ];
    const chart: Chart = {
      ...spo2,
      kind: 'body-temperature',
      from: '2021-11-23',
      resolution: 'month',
      series: [{ measure: 'value', unit: 'Cel', points: [], days: [], months, bands: [] }],
    };
    expect(chartTable(chart, UNITS, DENVER)).toMatchObject({
      rowHeading: 'Month',
      rows: [
        { when: 'Nov 2026', cells: ['98.6'] },
        { when: 'Oct 2026', cells: ['98.2 (97.7–98.6)'] },
      ],
    });
    const [october] = chartContent(chart, UNITS, DENVER).series[0]?.points ?? [];
    expect(october?.atMs).toBe(Date.parse('2026-10-16T12:00:00Z'));
  });
});
