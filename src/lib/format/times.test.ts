import { beforeEach, describe, expect, it } from 'vitest';
import { dateInWords, dayName } from './dates.ts';
import { followHabits } from './habits.svelte.ts';
import { age, clockTime, timeOfDay } from './times.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';

const DENVER = 'America/Denver';
const at = (iso: string) => Date.parse(iso);

beforeEach(() => {
  overwriteGetLocale(() => 'en');
  followHabits({ clock: 'by-language', weekStart: 'by-language' });
});

describe('clockTime', () => {
  it('sets the part of the day apart in English', () => {
    expect(clockTime(at('2026-11-22T22:42:00Z'), DENVER)).toEqual({ time: '3:42', dayPeriod: 'pm' });
  });

  it('counts 24 hours in Spanish', () => {
    overwriteGetLocale(() => 'es');
    expect(clockTime(at('2026-11-22T22:42:00Z'), DENVER)).toEqual({ time: '15:42', dayPeriod: '' });
  });
});

describe('clockTime of someone who chose a clock', () => {
  it('counts 24 hours in English', () => {
    followHabits({ clock: '24-hour', weekStart: 'by-language' });
    expect(clockTime(at('2026-11-22T22:42:00Z'), DENVER)).toEqual({ time: '15:42', dayPeriod: '' });
    expect(clockTime(at('2026-11-22T07:05:00Z'), DENVER)).toEqual({ time: '00:05', dayPeriod: '' });
  });

  it('counts 12 hours in Spanish', () => {
    overwriteGetLocale(() => 'es');
    followHabits({ clock: '12-hour', weekStart: 'by-language' });
    const { time, dayPeriod } = clockTime(at('2026-11-22T22:42:00Z'), DENVER);
    expect(time).toBe('3:42');
    expect(dayPeriod).toMatch(/^p\.\sm\.$/);
  });
});

describe('timeOfDay', () => {
  it('says midnight and noon as people do', () => {
    expect(timeOfDay(at('2026-11-22T07:00:00Z'), DENVER)).toBe('12:00 am');
    expect(timeOfDay(at('2026-11-22T19:00:00Z'), DENVER)).toBe('12:00 pm');
  });
});

describe('dateInWords', () => {
  it.each([
    ['2026-11-22T07:30:00Z', 'Sunday, early morning, Nov 22'],
    ['2026-11-22T12:00:00Z', 'Sunday morning, Nov 22'],
    ['2026-11-22T19:00:00Z', 'Sunday afternoon, Nov 22'],
    ['2026-11-23T00:00:00Z', 'Sunday evening, Nov 22'],
    ['2026-11-23T04:00:00Z', 'Sunday night, Nov 22'],
  ])('says %s as %s in the zone of the resident', (instant, words) => {
    expect(dateInWords(at(instant), DENVER)).toBe(words);
  });

  it('begins with a capital in Spanish', () => {
    overwriteGetLocale(() => 'es');
    expect(dateInWords(at('2026-11-22T19:00:00Z'), DENVER)).toBe('Domingo por la tarde, 22 de noviembre');
  });
});

describe('dayName', () => {
  it('knows yesterday on the morning after the clocks went forward', () => {
    expect(dayName('2026-03-08', at('2026-03-09T06:30:00Z'), DENVER)).toBe('Yesterday');
  });

  it('names today in the zone of the resident, not in UTC', () => {
    expect(dayName('2026-11-22', at('2026-11-23T05:00:00Z'), DENVER)).toBe('Today');
  });

  it('writes out an earlier day', () => {
    expect(dayName('2026-11-14', at('2026-11-22T19:00:00Z'), DENVER)).toBe('Sat, Nov 14');
  });
});

describe('age', () => {
  const now = at('2026-11-22T22:00:00Z');

  it.each([
    ['2026-11-22T22:00:30Z', 'Just now'],
    ['2026-11-22T21:59:30Z', 'Just now'],
    ['2026-11-22T21:52:00Z', '8 min ago'],
    ['2026-11-22T21:00:00Z', '1 hour ago'],
    ['2026-11-22T08:00:00Z', '14 hours ago'],
    ['2026-11-22T04:00:00Z', 'Yesterday'],
    ['2026-11-18T19:00:00Z', '4 days ago'],
  ])('tells %s as %s', (instant, words) => {
    expect(age(at(instant), now, DENVER)).toBe(words);
  });
});
