// Where a limit comes from, in the page's language. The hub names the source in English beside each rule; a rule this
// build has no words for is shown with those.
import { m } from '#lib/paraglide/messages.js';
import type { Rule } from './rule-words.ts';

const SOURCES: readonly (readonly [prefix: string, words: () => string])[] = [
  ['blood-pressure.low-diastolic', m['vitals.source.lowDiastolic']],
  ['blood-pressure.low', m['vitals.source.lowPressure']],
  ['blood-pressure.', m['vitals.source.pressure']],
  ['heart-rate.very', m['vitals.source.pulseUrgent']],
  ['heart-rate.', m['vitals.source.pulse']],
  ['spo2.', m['vitals.source.oxygen']],
  ['body-temperature.low', m['vitals.source.cold']],
  ['body-temperature.', m['vitals.source.fever']],
  ['glucose.very-high', m['vitals.source.sugarVeryHigh']],
  ['glucose.high.any-time', m['vitals.source.sugarVeryHigh']],
  ['glucose.high', m['vitals.source.sugarHigh']],
  ['glucose.', m['vitals.source.sugarLow']],
  ['respiratory-rate.', m['vitals.source.breathing']],
];

/** The source of the rule with this id; `told` is what the hub says it is. */
export function sourceOf(ruleId: string, told: string): string {
  const found = SOURCES.find(([prefix]) => ruleId.startsWith(prefix));
  return found ? found[1]() : told;
}

export function sourceText({ id, source }: Rule): string {
  return sourceOf(id, source.text);
}
