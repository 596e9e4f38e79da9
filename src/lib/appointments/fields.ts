// What the form of an appointment holds, and what the hub is sent of it.
import type { Appointment, NewAppointment } from '#contracts/appointments.ts';
import {
  DAY_MINUTES,
  MOST_TIMES,
  USUAL_REMINDERS,
  WEEKDAYS,
  type AppointmentKind,
  type MonthPlace,
  type Period,
  type Weekday,
} from '#domain/appointments/repetition.ts';
import { weekdayName } from '#lib/medications/schedule-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { monthPlacesOf, weekdayOf } from './words.ts';

export type Ends = 'never' | 'on' | 'after';
type Reminder = NewAppointment['reminders'][number];

export type AppointmentFields = {
  kind: AppointmentKind;
  title: string;
  date: string;
  hasTime: boolean;
  time: string;
  /** Minutes of one with a time, days of one without. */
  length: number | null;
  providerName: string;
  providerPhone: string;
  location: string;
  bring: string;
  note: string;
  period: Period | 'never';
  every: number | null;
  weekdays: readonly Weekday[];
  place: MonthPlace;
  ends: Ends;
  until: string;
  times: number | null;
  reminders: readonly number[];
};

export type FieldErrors = Partial<
  Record<'title' | 'date' | 'time' | 'length' | 'weekdays' | 'until' | 'times', string>
>;

const USUAL_MINUTES = 60;

/** A new one on a civil date. */
export const blankFields = (date: string): AppointmentFields => ({
  ...{ kind: 'doctor', title: '', date, hasTime: true, time: '10:00', length: USUAL_MINUTES },
  ...{ providerName: '', providerPhone: '', location: '', bring: '', note: '' },
  ...{ period: 'never', every: 1, weekdays: [], place: 'date', ends: 'never', until: '', times: 10 },
  reminders: USUAL_REMINDERS,
});

export function fieldsOf({ repeats, minutes, time, ...rest }: Appointment): AppointmentFields {
  const text = (value: string | null) => value ?? '';
  return {
    ...blankFields(rest.date),
    ...{ kind: rest.kind, title: rest.title, hasTime: time !== null, time: time ?? '' },
    length: time === null ? minutes / DAY_MINUTES : minutes,
    ...{ providerName: text(rest.providerName), providerPhone: text(rest.providerPhone) },
    ...{ location: text(rest.location), bring: text(rest.bring), note: text(rest.note) },
    ...(repeats && {
      ...{ period: repeats.period, every: repeats.every, weekdays: repeats.weekdays, place: repeats.place },
      ends: repeats.until !== null ? 'on' : repeats.times !== null ? 'after' : 'never',
      until: repeats.until ?? '',
      times: repeats.times ?? 10,
    }),
    reminders: rest.reminders,
  };
}

/** A wall time so many minutes later, on the same day: it goes round. */
export function timeLater(time: string, minutes: number): string {
  const [hours = 0, more = 0] = time.split(':').map(Number);
  const at = (hours * 60 + more + minutes + DAY_MINUTES) % DAY_MINUTES;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`;
}

/** What is sent, or what is to be put right first. */
export function entryOf(fields: AppointmentFields): { entry: NewAppointment } | { errors: FieldErrors } {
  const { date, hasTime, time, length, until } = fields;
  const minutes = (length ?? 0) * (hasTime ? 1 : DAY_MINUTES);
  const isDated = date !== '';
  const isWeekly = fields.period === 'week';
  const endsOn = fields.period !== 'never' && fields.ends === 'on';
  const endsAfter = fields.period !== 'never' && fields.ends === 'after';
  const errors: FieldErrors = {
    ...(fields.title.trim() === '' && { title: m['appointments.form.titleMissing']() }),
    ...(!isDated && { date: m['appointments.form.dateMissing']() }),
    ...(hasTime && time === '' && { time: m['appointments.form.timeMissing']() }),
    ...((minutes < 5 || minutes > 30 * DAY_MINUTES) && { length: m['appointments.form.minutesWrong']() }),
    ...(isWeekly &&
      isDated &&
      !fields.weekdays.includes(WEEKDAYS[weekdayOf(date)] ?? 'MO') && {
        weekdays: m['appointments.form.weekdaysMissing']({ weekday: weekdayName(weekdayOf(date)) }),
      }),
    ...(endsOn && (until === '' || until < date) && { until: m['appointments.form.untilWrong']() }),
    ...(endsAfter &&
      !(fields.times !== null && fields.times >= 1 && fields.times <= MOST_TIMES) && {
        times: m['appointments.form.timesWrong'](),
      }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const line = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    entry: {
      ...{ title: fields.title.trim(), kind: fields.kind, date, time: hasTime ? time : null, minutes },
      ...{ providerName: line(fields.providerName), providerPhone: line(fields.providerPhone) },
      ...{ location: line(fields.location), bring: line(fields.bring), note: line(fields.note) },
      repeats:
        fields.period === 'never'
          ? null
          : {
              ...{ every: fields.every ?? 1, period: fields.period },
              weekdays: isWeekly ? WEEKDAYS.filter((one) => fields.weekdays.includes(one)) : [],
              place:
                fields.period === 'month' && monthPlacesOf(date).includes(fields.place)
                  ? fields.place
                  : 'date',
              until: endsOn ? until : null,
              times: endsAfter ? fields.times : null,
            },
      reminders: fields.reminders as Reminder[],
    },
  };
}
