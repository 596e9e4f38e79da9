import { describe, expect, it } from 'vitest';
import { atLevel, everything, sharedWithMe, shareText, withCategory } from './people.ts';

describe('shareText', () => {
  it('says in words what is shared', () => {
    expect(shareText({})).toBe('Nothing is shared');
    expect(shareText({ vitals: 'read', calls: 'read' })).toBe('May see: Readings, Calls');
    expect(shareText(everything('read'))).toBe('May see everything');
    expect(shareText(everything('write'))).toBe('May see everything and write things down');
  });

  it('tells what may be written from what may only be seen', () => {
    expect(shareText({ vitals: 'write' })).toBe('May see and write down: Readings');
    expect(shareText({ vitals: 'write', calls: 'read' })).toBe(
      'May see and write down: Readings. May see: Calls',
    );
  });

  it('promises no writing to someone who only looks', () => {
    expect(shareText(everything('write'), true)).toBe('May see everything');
    expect(shareText({ vitals: 'write' }, true)).toBe('May see: Readings');
  });
});

describe('sharedWithMe', () => {
  it('says what the resident chose, whatever the hub calls the right that follows from it', () => {
    expect(sharedWithMe({ vitals: 'manage', calls: 'read', profile: 'read' })).toEqual([
      'Shared with you: Calls',
      'Shared with you, also to write down: Readings',
    ]);
    expect(sharedWithMe({ sharing: 'manage' })).toEqual([]);
  });
});

describe('withCategory', () => {
  it('adds a category at the level of the others', () => {
    expect(withCategory({ vitals: 'write' }, 'calls', true)).toEqual({ vitals: 'write', calls: 'write' });
    expect(withCategory({}, 'calls', true)).toEqual({ calls: 'read' });
  });

  it('takes a category out and leaves the others as they are', () => {
    expect(withCategory({ vitals: 'write', calls: 'read' }, 'vitals', false)).toEqual({ calls: 'read' });
  });
});

describe('atLevel', () => {
  it('keeps what is shared and changes how', () => {
    expect(atLevel({ vitals: 'write', calls: 'write' }, 'read')).toEqual({ vitals: 'read', calls: 'read' });
  });
});
