// A report for the doctor as it is read: the same words and lines for the page and for the file, which only draw it.
import type { Administration } from '#contracts/doses.ts';
import type { Chart } from '#contracts/vitals/chart.ts';
import type { DrawnChart, Report, Section } from '#contracts/report.ts';
import { dayNumberOf } from '#domain/calendar.ts';
import { decimalsOf, unitOf, unitSign } from '#domain/vitals/shown.ts';
import { fromCanonical } from '#domain/vitals/units.ts';
import { effectChoices } from '#lib/doses/effects.ts';
import { dateAndTime, shortDate } from '#lib/format/dates.ts';
import { numberAligned } from '#lib/format/number.ts';
import type { Home } from '#lib/home.ts';
import { scheduleLines } from '#lib/medications/schedule-words.ts';
import { adherenceLines } from '#lib/medications/state-words.ts';
import { amountText } from '#lib/medications/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { KINDS } from '#lib/vitals/kinds.ts';
import type { Units } from '#lib/vitals/values.ts';
import type { ReportData } from './load.ts';

type Medication = NonNullable<ReportData['medication']>;

export function reportOf({ resident, settings, status }: Home, data: ReportData): Report {
  const nowMs = Date.parse(status.now);
  const { timeZone, birthDate } = resident;
  return {
    title: m['report.titleOf']({ name: resident.name }),
    about: [
      ...(birthDate === null
        ? []
        : [m['settings.line.born']({ date: shortDate(Date.parse(birthDate), 'withYear') })]),
      m['report.period']({ days: data.days }),
      m['report.made']({ when: dateAndTime(nowMs, timeZone) }),
    ],
    sections:
      data.medication === null ? [] : medicationSections(data.medication, status.now.slice(0, 10), timeZone),
    chartsTitle: m['report.charts'](),
    charts: (data.charts ?? []).map((chart) => drawn(chart, settings.units)),
    note: m['report.note'](),
  };
}

function medicationSections(
  { items, allergies, adherence, asNeeded }: Medication,
  today: string,
  timeZone: string,
): Section[] {
  const named = ({ name, strength }: { name: string; strength: string }) => `${name} ${strength}`.trim();
  const byId = new Map(items.map((one) => [one.id, one]));
  return [
    {
      title: m['report.list'](),
      empty: m['report.listEmpty'](),
      entries: items.map((one) => ({
        head: named(one),
        lines: [
          ...scheduleLines(one.schedule, one.form, today),
          ...(one.instructions === '' ? [] : [one.instructions]),
          ...(one.prescriber === '' ? [] : [m['report.prescriber']({ name: one.prescriber })]),
        ],
      })),
    },
    {
      title: m['medications.allergies.title'](),
      empty: m['report.allergiesEmpty'](),
      entries: allergies.map(({ substance, reaction }) => ({
        head: substance,
        lines: reaction === '' ? [] : [reaction],
      })),
    },
    {
      title: m['report.adherence'](),
      empty: m['report.adherenceEmpty'](),
      entries: adherence.flatMap((counts) => {
        const medication = byId.get(counts.medicationId);
        if (medication === undefined || medication.schedule.pattern.kind === 'prn') return [];
        return [{ head: named(medication), lines: adherenceLines(counts) }];
      }),
    },
    {
      title: m['report.asNeeded'](),
      empty: m['report.asNeededEmpty'](),
      entries: asNeeded.flatMap(({ medicationId, taken }) => {
        const medication = byId.get(medicationId);
        if (medication === undefined) return [];
        const [last] = taken;
        const lines = [
          m['report.times']({ count: taken.length }),
          ...effectLines(taken),
          ...(last === undefined
            ? []
            : [
                m['report.last']({
                  amount: amountText(last.amount ?? 1, medication.form),
                  when: dateAndTime(Date.parse(last.at), timeZone),
                }),
              ]),
        ];
        return [{ head: named(medication), lines }];
      }),
    },
  ];
}

/** 'Helped: 3 · Not at all: 1', where anybody said. */
function effectLines(taken: readonly Administration[]): string[] {
  const counts = effectChoices()
    .map(({ value, label }) => ({
      ...{ label, count: taken.filter(({ effect }) => effect === value).length },
    }))
    .filter(({ count }) => count > 0);
  return counts.length === 0
    ? []
    : [counts.map(({ label, count }) => `${label}: ${String(count)}`).join(' · ')];
}

/** The means of each day, and in words the mean of all and its ends. */
function drawn({ kind, from, to, series }: Chart, units: Units): DrawnChart {
  const shown = series.filter(({ measure, days }) => measure !== 'pulse' && days.length > 0);
  const unit = unitOf(kind, units);
  const written = (canonical: number) => numberAligned(fromCanonical(canonical, unit), decimalsOf(unit));
  const days = shown.flatMap((one) => one.days);
  const [least, greatest] = [
    Math.min(...days.map(({ min }) => min)),
    Math.max(...days.map(({ max }) => max)),
  ];
  const [firstDay, lastDay] = [dayNumberOf(from), dayNumberOf(to)];
  const across = (localDate: string) => (dayNumberOf(localDate) - firstDay) / Math.max(1, lastDay - firstDay);
  const up = (value: number) => (greatest === least ? 0.5 : (value - least) / (greatest - least));
  const of = (pick: (one: (typeof shown)[number]) => number) =>
    shown.map((one) => written(pick(one))).join('/');
  const count = shown[0]?.days.reduce((sum, day) => sum + day.count, 0) ?? 0;
  const meanOf = (one: (typeof shown)[number]) =>
    one.days.reduce((sum, day) => sum + day.mean * day.count, 0) /
    one.days.reduce((sum, day) => sum + day.count, 0);
  return {
    title: `${KINDS[kind].name()} ${unitSign(unit)}`.trim(),
    summary: [
      m['report.readings']({ count }),
      m['report.mean']({ value: of(meanOf) }),
      m['report.ends']({
        least: of((one) => Math.min(...one.days.map(({ min }) => min))),
        greatest: of((one) => Math.max(...one.days.map(({ max }) => max))),
      }),
    ],
    lines: shown.map((one) => one.days.map((day) => ({ x: across(day.localDate), y: up(day.mean) }))),
    ...{ top: written(greatest), bottom: written(least) },
    ...{ left: shortDate(Date.parse(from), 'days'), right: shortDate(Date.parse(to), 'days') },
  };
}
