import { describe, expect, it } from 'vitest';
import { atLevel, everything, shareText, withCategory } from './people.ts';

describe('shareText', () => {
  it('says in words what is shared', () => {
    expect(shareText({})).toBe('Nothing is shared');
    expect(shareText({ vitals: 'read', calls: 'read' })).toBe('May see: Readings, Calls');
    expect(shareText(everything('write'))).toBe('May see everything. May write things down.');
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
