// Words for the numbers of pain, 0 to 10. The bounds between them are common use, no judgement hangs on them.
import { m } from '#lib/paraglide/messages.js';

export function painWord(value: number): string {
  if (value === 0) return m['vitals.pain.none']();
  if (value <= 3) return m['vitals.pain.mild']();
  if (value <= 6) return m['vitals.pain.medium']();
  return value < 10 ? m['vitals.pain.strong']() : m['vitals.pain.worst']();
}
