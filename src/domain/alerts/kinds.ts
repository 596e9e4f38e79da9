/** The words of alerts: what they are about, how much they press, and which ladder each climbs. */

export const ALERT_KINDS = [
  'dose',
  'vital',
  'trend',
  'measurement-missing',
  'device-silent',
  'check-in',
  'sos',
  'test',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const SEVERITIES = ['info', 'attention', 'urgent'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `pending`: it begins at an instant that is still to come, and can be cancelled until then. `open`: its ladder climbs.
 * `acknowledged`: somebody said that they see to it. `resolved`: what it was about is over.
 */
export const ALERT_STATES = ['pending', 'open', 'acknowledged', 'resolved'] as const;

/** What ladders are set for. */
export const LADDER_CLASSES = ['dose', 'time-critical-dose', 'vital', 'check-in', 'sos', 'other'] as const;
export type LadderClass = (typeof LADDER_CLASSES)[number];

/** The ladder that an alert of `kind` climbs. */
export function ladderClassOf(kind: AlertKind, isTimeCritical: boolean): LadderClass {
  switch (kind) {
    case 'dose':
      return isTimeCritical ? 'time-critical-dose' : 'dose';
    case 'vital':
    case 'trend':
      return 'vital';
    case 'check-in':
    case 'sos':
      return kind;
    case 'measurement-missing':
    case 'device-silent':
    case 'test':
      return 'other';
  }
}

/**
 * Whether somebody's "I see to it" is the end of an alert. A late dose ends when it is answered, a check-in when the resident
 * is heard of, an SOS when somebody says that all is well; what is past or was only to be known ends with being seen.
 */
export function endsWhenSeen(kind: AlertKind, isMissedDose: boolean): boolean {
  if (kind === 'dose') return isMissedDose;
  return kind !== 'check-in' && kind !== 'sos';
}

/** What rings outside of the pages of Betti, each set up by the person it is for. */
export const OUTSIDE_CHANNELS = ['push', 'email', 'webhook', 'ntfy'] as const;
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];
