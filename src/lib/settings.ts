// A person's settings in words, and the way to change one of them.
import type { GeneralSettings } from '#contracts/settings.ts';
import type { Condition } from '#domain/settings.ts';
import { apiClient, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';

type Choice<T> = { readonly value: T; readonly label: string };

export const languageChoices = (): Choice<'en' | 'es'>[] => [
  { value: 'en', label: m['app.language.en']() },
  { value: 'es', label: m['app.language.es']() },
];

export const textSizeChoices = (): Choice<GeneralSettings['textSize']>[] => [
  { value: 1, label: m['settings.textSize.usual']() },
  { value: 1.25, label: m['settings.textSize.larger']() },
  { value: 1.5, label: m['settings.textSize.largest']() },
];

export const clockChoices = (): Choice<GeneralSettings['clock']>[] => [
  { value: 'by-language', label: m['settings.clock.byLanguage']() },
  { value: '12-hour', label: m['settings.clock.twelve']() },
  { value: '24-hour', label: m['settings.clock.twentyFour']() },
];

export const weekStartChoices = (): Choice<GeneralSettings['weekStart']>[] => [
  { value: 'by-language', label: m['settings.week.byLanguage']() },
  { value: 'monday', label: m['settings.week.monday']() },
  { value: 'sunday', label: m['settings.week.sunday']() },
  { value: 'saturday', label: m['settings.week.saturday']() },
];

export const handChoices = (): Choice<GeneralSettings['handedness']>[] => [
  { value: 'left', label: m['settings.hand.left']() },
  { value: 'right', label: m['settings.hand.right']() },
];

export const CONDITION_WORDS: Readonly<Record<Condition, () => string>> = {
  'heart-failure': m['settings.condition.heartFailure'],
  diabetes: m['settings.condition.diabetes'],
  'fluid-restriction': m['settings.condition.fluidRestriction'],
  'kidney-disease': m['settings.condition.kidneyDisease'],
};

/** The word of the choice that is made. */
export function chosenWord<T>(choices: readonly Choice<T>[], value: T): string {
  return choices.find((choice) => choice.value === value)?.label ?? '';
}

/** Saves some of a person's settings; the others stay as they are on this screen. */
export function saveGeneral(
  { resident, general }: { resident: { id: string }; general: GeneralSettings },
  changed: Partial<GeneralSettings>,
): Promise<GeneralSettings> {
  return unwrap(
    apiClient(fetch).residents[':residentId'].settings.general.$put({
      param: { residentId: resident.id },
      json: { ...general, ...changed },
    }),
  );
}
