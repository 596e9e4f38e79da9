import { describe, expect, it } from 'vitest';
import { ReminderMemory } from './reminder-memory.ts';

describe('ReminderMemory', () => {
  it('knows the steps of an occasion apart', () => {
    const memory = new ReminderMemory();
    memory.add('dose', 'soon', 5);
    memory.add('dose', 'soon', 5);
    expect([memory.has('dose', 'soon'), memory.has('dose', 'due'), memory.has('other', 'soon')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(memory.size).toBe(1);
  });

  it('takes an answer back once', () => {
    const memory = new ReminderMemory();
    memory.answer('dose', 10);
    expect(memory.isAnswered('dose')).toBe(true);
    expect([memory.reopen('dose'), memory.reopen('dose'), memory.reopen('other')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(memory.isAnswered('dose')).toBe(false);
  });

  it('forgets an occasion by the latest instant that is known of it', () => {
    const memory = new ReminderMemory();
    memory.add('dose', 'soon', 5);
    memory.add('dose', 'due', 10);
    memory.answer('answered', 6);
    memory.forgetBefore(7);
    expect([memory.has('dose', 'soon'), memory.isAnswered('answered'), memory.size]).toEqual([
      true,
      false,
      1,
    ]);
    memory.forgetBefore(10);
    expect(memory.has('dose', 'due')).toBe(true);
    memory.forgetBefore(11);
    expect([memory.has('dose', 'due'), memory.size]).toEqual([false, 0]);
  });
});
