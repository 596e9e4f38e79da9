// Where a limit comes from, in the page's language. The hub names the source; its words are in the message files alone.
import type { SourceId } from '#domain/vitals/rules/sources.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Rule } from './rule-words.ts';

const SOURCES: Readonly<Record<SourceId, () => string>> = {
  'blood-pressure': m['vitals.source.pressure'],
  'low-blood-pressure': m['vitals.source.lowPressure'],
  'low-diastolic': m['vitals.source.lowDiastolic'],
  'heart-rate': m['vitals.source.pulse'],
  'heart-rate-urgent': m['vitals.source.pulseUrgent'],
  oxygen: m['vitals.source.oxygen'],
  fever: m['vitals.source.fever'],
  'low-temperature': m['vitals.source.cold'],
  'low-glucose': m['vitals.source.sugarLow'],
  'high-glucose': m['vitals.source.sugarHigh'],
  'very-high-glucose': m['vitals.source.sugarVeryHigh'],
  breathing: m['vitals.source.breathing'],
};

export function sourceText({ source }: Pick<Rule, 'source'>): string {
  return SOURCES[source.id]();
}
