// Whether what was taken as needed helped: asked for an hour after it, until somebody says or it is long ago.
import type { Administration, DoseDay } from '#contracts/doses.ts';
import type { MedicationView } from '#contracts/medications.ts';
import { EFFECT_ASKED_FOR_MS, EFFECTS, EFFECT_AFTER_MS } from '#domain/medications.ts';
import { m } from '#lib/paraglide/messages.js';

export type Effect = (typeof EFFECTS)[number];

export const EFFECT_WORDS: Readonly<Record<Effect, () => string>> = {
  helped: m['doses.effect.helped'],
  'a-little': m['doses.effect.aLittle'],
  'not-at-all': m['doses.effect.notAtAll'],
};

/** In the language of whoever reads: never made while a module is loaded, when nobody does yet. */
export const effectChoices = () => EFFECTS.map((value) => ({ value, label: EFFECT_WORDS[value]() }));

type Asked = { readonly administration: Administration; readonly medication: MedicationView };

/** What is to be asked about at `nowMs`, the newest first; of each medicine the last that was taken, and no other. */
export function effectsAsked({ taken, medications }: DoseDay, nowMs: number): Asked[] {
  return medications.flatMap((medication) => {
    const administration = taken
      .filter(({ medicationId }) => medicationId === medication.id)
      .toSorted((a, b) => a.at.localeCompare(b.at))
      .at(-1);
    if (administration?.effect !== null) return [];
    const agoMs = nowMs - Date.parse(administration.at);
    return EFFECT_AFTER_MS <= agoMs && agoMs < EFFECT_ASKED_FOR_MS ? [{ administration, medication }] : [];
  });
}
