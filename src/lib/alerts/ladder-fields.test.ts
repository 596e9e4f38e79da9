import { describe, expect, it } from 'vitest';
import { AlertSettingsSchema } from '#contracts/alerts.ts';
import { LADDER_CLASSES } from '#domain/alerts/kinds.ts';
import { DEFAULT_LADDERS } from '#domain/alerts/ladder.ts';
import { fieldsOf, ladderOf, nextStep, wrongSteps } from './ladder-fields.ts';

const fields = (name: (typeof LADDER_CLASSES)[number] = 'vital') =>
  fieldsOf(structuredClone(DEFAULT_LADDERS[name]) as never);

describe('the fields of a ladder', () => {
  it.each(LADDER_CLASSES)('of %s lead back to it, and the hub takes it', (name) => {
    expect(ladderOf(fields(name))).toEqual(DEFAULT_LADDERS[name]);
    const ladders = Object.fromEntries(LADDER_CLASSES.map((each) => [each, ladderOf(fields(each))]));
    expect(AlertSettingsSchema.safeParse({ ladders, rota: { order: [], shifts: [] } }).success).toBe(true);
  });

  it('keep by which ways a step is said', () => {
    const changed = fields();
    const [first] = changed.steps;
    if (first !== undefined) first.via = ['email'];
    expect(ladderOf(changed)?.steps.map(({ via }) => via)).toEqual([['email'], undefined, undefined]);
  });

  it('are wrong where a step comes before the one ahead of it, or has no time', () => {
    const changed = fields();
    const [first, second, third] = changed.steps;
    if (!first || !second || !third) throw new Error('The ladder of a reading has three steps.');
    first.minutes = 45;
    expect([...wrongSteps(changed)]).toEqual([1]);
    expect(ladderOf(changed)).toBeUndefined();
    Object.assign(first, { minutes: 0 });
    third.minutes = null;
    expect([...wrongSteps(changed)]).toEqual([2]);
  });

  it('repeat for a day, however far apart', () => {
    expect(ladderOf({ ...fields(), repeatMinutes: 60 })?.mostRepeats).toBe(24);
    expect(ladderOf({ ...fields(), repeatMinutes: 1 })?.mostRepeats).toBe(200);
    expect(ladderOf({ ...fields(), repeatMinutes: 0 })).toBeUndefined();
  });

  it('go on with whoever follows', () => {
    expect(nextStep(fields('dose').steps.slice(0, 1))).toMatchObject({ minutes: 30, to: 'second' });
    expect(nextStep(fields('vital').steps)).toMatchObject({ minutes: 90, to: 'everyone' });
  });
});
