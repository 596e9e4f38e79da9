import { describe, expect, it } from 'vitest';
import { contactProblems, dialled, isOrderOf, phoneProblem, type Channel } from './contacts.ts';

describe('phoneProblem', () => {
  it.each(['112', '911', '+49 30 1234567', '(303) 555-0199', '030/123.45', '+123456789012345'])(
    'takes %s',
    (number) => {
      expect(phoneProblem(number)).toBeNull();
    },
  );

  it.each([
    ['12', /3 digits or more/],
    ['', /3 digits or more/],
    ['+ ', /3 digits or more/],
    ['1234567890123456', /15 digits or fewer/],
    ['call me', /no letters/],
    ['030 +49', /no letters/],
    ['٠١٢٣', /no letters/],
  ])('refuses "%s"', (number, reason) => {
    expect(phoneProblem(number)).toMatch(reason);
  });
});

describe('dialled', () => {
  it('keeps digits and the plus', () => {
    expect(dialled('+49 (30) 123-45')).toBe('+493012345');
  });
});

const reachable = {
  phoneNumbers: ['112'],
  email: 'ana@example.org' as string | null,
  channels: ['call', 'sms', 'email'] as Channel[],
  canBeCalledFromMirror: true,
};

describe('contactProblems', () => {
  it('finds nothing wrong with someone who can be reached in every way', () => {
    expect(contactProblems(reachable)).toEqual([]);
  });

  it('asks for a number or an address', () => {
    const nobody = {
      ...reachable,
      phoneNumbers: [],
      email: null,
      channels: [],
      canBeCalledFromMirror: false,
    };
    expect(contactProblems(nobody).map(({ pointer }) => pointer)).toEqual(['/phoneNumbers']);
  });

  it('names each way that has nothing to reach the person by', () => {
    expect(contactProblems({ ...reachable, email: null }).map(({ pointer }) => pointer)).toEqual([
      '/channels/2',
    ]);
    expect(contactProblems({ ...reachable, phoneNumbers: [] }).map(({ pointer }) => pointer)).toEqual([
      '/channels/0',
      '/channels/1',
      '/canBeCalledFromMirror',
    ]);
  });

  it('refuses a way that is named twice', () => {
    expect(contactProblems({ ...reachable, channels: ['sms', 'sms'] })).toMatchObject([
      { pointer: '/channels/1' },
    ]);
  });
});

describe('isOrderOf', () => {
  it('takes every order of the same ids and nothing else', () => {
    expect(isOrderOf(['b', 'a'], ['a', 'b'])).toBe(true);
    expect(isOrderOf([], [])).toBe(true);
    expect(isOrderOf(['a'], ['a', 'b'])).toBe(false);
    expect(isOrderOf(['a', 'a'], ['a', 'b'])).toBe(false);
    expect(isOrderOf(['a', 'c'], ['a', 'b'])).toBe(false);
  });
});
