// Alerts as a person reads them: what happened, when, what to do, and what became of it.
import type { Alert } from '#contracts/alerts.ts';
import { timeOfDay } from '#lib/format/times.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { KINDS } from '#lib/vitals/kinds.ts';

type Resident = { readonly name: string; readonly timeZone: string };

/** 'Aspirin is late' */
export function alertTitle({ facts }: Alert, { name }: Resident): string {
  switch (facts.kind) {
    case 'dose': {
      const medication = facts.medicationName;
      return facts.stage === 'late'
        ? m['alerts.what.doseLate']({ medication })
        : m['alerts.what.doseMissed']({ medication });
    }
    case 'vital':
      return m['alerts.what.vital']({ vital: KINDS[facts.vital].name() });
    case 'trend':
      return m['alerts.what.trend']({ vital: KINDS[facts.vital].name() });
    case 'measurement-missing':
      return m['alerts.what.missing']({ vital: KINDS[facts.vital].name(), count: facts.sinceDays });
    case 'device-silent':
      return m['alerts.what.device']({ device: facts.deviceName });
    case 'check-in':
      return m['alerts.what.checkIn']({ name });
    case 'sos':
      return m['alerts.what.sos']({ name });
    case 'test':
      return m['alerts.what.test']();
  }
}

/** When it was, and what to do about it: one sentence each. */
export function alertAbout({ facts, raisedAt }: Alert, { timeZone }: Resident): string[] {
  const at = (instant: string) => timeOfDay(Date.parse(instant), timeZone);
  switch (facts.kind) {
    case 'dose': {
      const due = m['alerts.about.due']({ time: at(facts.dueAt) });
      return facts.stage === 'late' ? [due] : [due, m['alerts.about.missedNext']()];
    }
    case 'sos': {
      const time = at(raisedAt);
      const where = facts.from === 'mirror' ? m['alerts.about.sosMirror'] : m['alerts.about.sosPhone'];
      return [where({ time }), m['alerts.about.sosNext']()];
    }
    case 'check-in':
      return [m['alerts.about.due']({ time: at(facts.dueAt) })];
    case 'test':
      return [m['alerts.about.test']()];
    case 'vital':
    case 'trend':
    case 'measurement-missing':
    case 'device-silent':
      return [m['alerts.about.at']({ time: at(raisedAt) })];
  }
}

const WHY_WORDS = {
  answered: m['alerts.state.answered'],
  cancelled: m['alerts.state.cancelled'],
  over: m['alerts.state.over'],
  corrected: m['alerts.state.corrected'],
};

/** How it stands, as a shape and a word. */
export function alertMark({ state, severity, acknowledged, resolved }: Alert): Mark {
  if (resolved !== null && resolved.why !== 'seen-to')
    return { shape: resolved.why === 'answered' ? 'ok' : 'noted', word: WHY_WORDS[resolved.why]() };
  const name = acknowledged?.by.name || m['alerts.receipts.mirror']();
  if (resolved !== null)
    return acknowledged === null
      ? { shape: 'noted', word: m['alerts.state.over']() }
      : { shape: 'ok', word: m['alerts.state.seen']({ name }) };
  if (acknowledged !== null) return { shape: 'ok', word: m['alerts.state.acknowledged']({ name }) };
  if (state === 'pending') return { shape: 'noted', word: m['alerts.state.pending']() };
  return { shape: severity === 'info' ? 'look' : 'act', word: m['alerts.state.open']() };
}
