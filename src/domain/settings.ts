/**
 * How a person wants time told, when it is quiet, and what of their health switches rules on. Wall-clock times are
 * 'HH:mm'. Diabetes is kept with the limits of the vitals, whose rules ask for it; here it is one of the conditions.
 */

export const CLOCKS = ['by-language', '12-hour', '24-hour'] as const;
export const WEEK_STARTS = ['by-language', 'monday', 'sunday', 'saturday'] as const;
export const TEXT_SIZES = [1, 1.25, 1.5] as const;
export const HANDS = ['right', 'left'] as const;

/** What of a person's health rules may ask for. */
export const CONDITIONS = ['heart-failure', 'diabetes', 'fluid-restriction', 'kidney-disease'] as const;

export type WeekStart = (typeof WEEK_STARTS)[number];
export type Condition = (typeof CONDITIONS)[number];

/** From the first minute to the last, which is not quiet any more; may cross midnight. */
export type QuietHours = { readonly from: string; readonly to: string };

/** Whether a wall clock that shows `timeOfDay` is within the quiet hours of `settings`. */
export function isQuietAt(
  timeOfDay: string,
  { quietHours }: { readonly quietHours: QuietHours | null },
): boolean {
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  // As texts HH:mm sort as the clock runs.
  return from <= to ? from <= timeOfDay && timeOfDay < to : from <= timeOfDay || timeOfDay < to;
}

/** The first day of a week: 0 for Sunday to 6 for Saturday. By language: Sunday in English (US), Monday in Spanish. */
export function firstWeekday(weekStart: WeekStart, language: 'en' | 'es'): number {
  if (weekStart === 'by-language') return language === 'en' ? 0 : 1;
  return { sunday: 0, monday: 1, saturday: 6 }[weekStart];
}

/** All of a person's conditions in the order of the list, from those kept by themselves and from what the vitals know. */
export function conditionsOf(others: readonly Condition[], hasDiabetes: boolean): Condition[] {
  return CONDITIONS.filter((one) => (one === 'diabetes' ? hasDiabetes : others.includes(one)));
}

/** Before anyone has chosen; src/contracts/settings.ts says what each means. */
export const DEFAULT_GENERAL_SETTINGS = {
  clock: 'by-language' as const,
  weekStart: 'by-language' as const,
  textSize: 1 as const,
  handedness: 'right' as const,
  quietHours: null,
  mirrorTiles: null,
  conditions: [] as Condition[],
};
