// What became of the doses of a medication, a line each: what, when, by whom, from where.
import type { Administration } from '#contracts/doses.ts';
import type { SKIP_REASONS } from '#domain/medications.ts';
import { EFFECT_WORDS } from '#lib/doses/effects.ts';
import { dateAndTime } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { amountText, type Form } from './words.ts';

const REASON_WORDS: Readonly<Record<(typeof SKIP_REASONS)[number], () => string>> = {
  'not-needed': m['medications.record.reason.notNeeded'],
  'feel-unwell': m['medications.record.reason.feelUnwell'],
  'ran-out': m['medications.record.reason.ranOut'],
  'told-to': m['medications.record.reason.toldTo'],
  other: m['medications.record.reason.other'],
};

/** '1 tablet taken late', 'Skipped: felt unwell'. */
export function recordText({ outcome, isLate, amount, reason, effect }: Administration, form: Form): string {
  if (outcome === 'skipped') {
    const words = REASON_WORDS[reason as keyof typeof REASON_WORDS] as (() => string) | undefined;
    return words === undefined
      ? m['medications.record.skipped']()
      : m['medications.record.skippedWhy']({ reason: words() });
  }
  const taken = { amount: amountText(amount, form) };
  const text = isLate ? m['medications.record.late'](taken) : m['medications.record.taken'](taken);
  return effect === null ? text : `${text} · ${EFFECT_WORDS[effect]()}`;
}

/** 'Sun, Nov 22, 3:42 pm · Ana, on the phone'. */
export function recordWhen({ at, timeZone, recordedBy, recordedFrom }: Administration): string {
  return `${dateAndTime(Date.parse(at), timeZone)} · ${whereText(recordedBy.name, recordedFrom)}`;
}

function whereText(name: string, from: Administration['recordedFrom']): string {
  if (from === 'mirror') return m['medications.record.mirror']();
  if (from === 'console') return m['medications.record.console']();
  return name === '' ? m['medications.record.aPhone']() : m['medications.record.phone']({ name });
}
