import { describe, expect, it } from 'vitest';
import {
  afterQuietHours,
  DEFAULT_LADDERS,
  nextFiring,
  climbedTo,
  withSecondAt,
  type Ladder,
} from './ladder.ts';
import { LADDER_CLASSES, ladderClassOf, ALERT_KINDS } from './kinds.ts';

const MINUTE_MS = 60_000;
const BEGIN = Date.parse('2026-11-22T07:00:00.000Z');

/** All that a ladder says when nobody answers, as [minutes after the begin, to whom]. */
function climbed(ladder: Ladder): [number, string][] {
  const said: [number, string][] = [];
  for (let fired = 0; ; fired++) {
    const next = nextFiring(ladder, { beginsAt: BEGIN, fired });
    if (next === null) return said;
    said.push([(next.at - BEGIN) / MINUTE_MS, next.to]);
  }
}

describe('the ladders that nobody changed', () => {
  it('tell a caregiver at once of a late dose, and another an hour later', () => {
    expect(climbed(DEFAULT_LADDERS.dose)).toEqual([
      [0, 'on-duty'],
      [60, 'second'],
    ]);
  });

  it('take half of the time for a time-critical dose', () => {
    expect(climbed(DEFAULT_LADDERS['time-critical-dose'])).toEqual([
      [0, 'on-duty'],
      [30, 'second'],
    ]);
  });

  it('go on each hour for a check-in that was missed, for a day', () => {
    const said = climbed(DEFAULT_LADDERS['check-in']);
    expect(said.slice(0, 5)).toEqual([
      [0, 'on-duty'],
      [30, 'second'],
      [60, 'everyone'],
      [120, 'everyone'],
      [180, 'everyone'],
    ]);
    expect(said.at(-1)).toEqual([60 + 24 * 60, 'everyone']);
  });

  it('say an SOS to everyone, again each two minutes, and let nobody put it off', () => {
    expect(climbed(DEFAULT_LADDERS.sos).slice(0, 3)).toEqual([
      [0, 'everyone'],
      [2, 'everyone'],
      [4, 'everyone'],
    ]);
    expect(DEFAULT_LADDERS.sos).toMatchObject({ canBeSnoozed: false, breaksQuietHours: true });
  });

  it('have their steps in the order of time', () => {
    for (const name of LADDER_CLASSES) {
      const minutes = climbed(DEFAULT_LADDERS[name]).map(([after]) => after);
      expect(minutes, name).toEqual(minutes.toSorted((a, b) => a - b));
    }
  });

  it('are one for each kind of alert', () => {
    for (const kind of ALERT_KINDS)
      expect(DEFAULT_LADDERS[ladderClassOf(kind, false)].steps.length).toBeGreaterThan(0);
    expect(ladderClassOf('dose', true)).toBe('time-critical-dose');
  });
});

describe('a hub that was off', () => {
  const ladder = DEFAULT_LADDERS['check-in'];

  it('says each step that it missed, since each tells somebody else', () => {
    expect(climbedTo(ladder, { beginsAt: BEGIN, fired: 0 }, BEGIN + 45 * MINUTE_MS)).toBe(1);
    expect(climbedTo(ladder, { beginsAt: BEGIN, fired: 1 }, BEGIN + 45 * MINUTE_MS)).toBe(2);
  });

  it('says one repeat for all of those it missed', () => {
    const now = BEGIN + (60 + 5 * 60) * MINUTE_MS;
    const fired = climbedTo(ladder, { beginsAt: BEGIN, fired: 3 }, now);
    expect(nextFiring(ladder, { beginsAt: BEGIN, fired })?.at).toBe(now + 60 * MINUTE_MS);
    // With the last step as well, where that was missed too.
    expect(climbedTo(ladder, { beginsAt: BEGIN, fired: 2 }, now)).toBe(fired);
  });

  it('stops at the last repeat', () => {
    const fired = climbedTo(ladder, { beginsAt: BEGIN, fired: 3 }, BEGIN + 99 * 24 * 60 * MINUTE_MS);
    expect(nextFiring(ladder, { beginsAt: BEGIN, fired })).toBeNull();
  });
});

describe('quiet hours', () => {
  const night = { quietHours: { from: '22:00', to: '07:00' }, timeZone: 'Europe/Berlin' };
  const waits = { breaksQuietHours: false };
  const at = (text: string) => Date.parse(text);

  it('hold what does not press until their end, on either side of midnight', () => {
    expect(afterQuietHours(at('2026-11-22T22:30:00Z'), waits, night)).toBe(at('2026-11-23T06:00:00Z'));
    expect(afterQuietHours(at('2026-11-23T02:00:00Z'), waits, night)).toBe(at('2026-11-23T06:00:00Z'));
  });

  it('end by the wall clock on the night the clocks are set', () => {
    expect(afterQuietHours(at('2027-03-28T00:30:00Z'), waits, night)).toBe(at('2027-03-28T05:00:00Z'));
  });

  it('hold nothing by day, nothing that presses, and nothing where there are none', () => {
    const noon = at('2026-11-22T11:00:00Z');
    expect(afterQuietHours(noon, waits, night)).toBe(noon);
    const midnight = at('2026-11-22T23:00:00Z');
    expect(afterQuietHours(midnight, { breaksQuietHours: true }, night)).toBe(midnight);
    expect(afterQuietHours(midnight, waits, { ...night, quietHours: null })).toBe(midnight);
  });
});

it('has its second step when somebody set it, never before the first, and those behind it at their distance', () => {
  const minutes = (secondAt: number) =>
    withSecondAt(DEFAULT_LADDERS.vital, secondAt * MINUTE_MS).steps.map(({ afterMs }) => afterMs / MINUTE_MS);
  expect(minutes(45)).toEqual([0, 45, 75]);
  expect(minutes(-20)).toEqual([0, 0, 30]);
  expect(withSecondAt(DEFAULT_LADDERS.sos, MINUTE_MS)).toEqual(DEFAULT_LADDERS.sos);
});
