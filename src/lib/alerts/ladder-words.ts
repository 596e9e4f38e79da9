// Ladders in words: what each is for, whom a step tells and when.
import type { AlertSettings } from '#contracts/alerts.ts';
import type { LadderClass } from '#domain/alerts/kinds.ts';
import type { LadderRecipient } from '#domain/alerts/ladder.ts';
import { m } from '#lib/paraglide/messages.js';

const MINUTE_MS = 60_000;
type Ladder = AlertSettings['ladders'][LadderClass];

const CLASS_WORDS: Readonly<Record<LadderClass, () => string>> = {
  dose: m['alerts.settings.class.dose'],
  'time-critical-dose': m['alerts.settings.class.time-critical-dose'],
  vital: m['alerts.settings.class.vital'],
  'check-in': m['alerts.settings.class.check-in'],
  sos: m['alerts.settings.class.sos'],
  other: m['alerts.settings.class.other'],
};

/** 'A late dose' */
export const ladderName = (ladder: LadderClass): string => CLASS_WORDS[ladder]();

/** 'the first', 'Rosa' */
export function recipientText(to: LadderRecipient, residentName: string): string {
  switch (to) {
    case 'resident':
      return residentName;
    case 'on-duty':
      return m['alerts.settings.to.on-duty']();
    case 'second':
      return m['alerts.settings.to.second']();
    case 'everyone':
      return m['alerts.settings.to.everyone']();
  }
}

/** 'the first, at once; the next, after 60 min; cannot be put off' */
export function ladderText({ steps, repeatEveryMs, canBeSnoozed }: Ladder, residentName: string): string {
  const minutes = (ms: number) => Math.round(ms / MINUTE_MS);
  return [
    ...steps.map(({ afterMs, to }) => {
      const word = recipientText(to, residentName);
      return afterMs === 0
        ? m['alerts.settings.stepNow']({ to: word })
        : m['alerts.settings.step']({ to: word, minutes: minutes(afterMs) });
    }),
    ...(repeatEveryMs === null ? [] : [m['alerts.settings.repeat']({ minutes: minutes(repeatEveryMs) })]),
    ...(canBeSnoozed ? [] : [m['alerts.settings.noWait']()]),
  ].join('; ');
}
