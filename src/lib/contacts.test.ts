import { beforeEach, describe, expect, it } from 'vitest';
import { contactEntry, contactErrors, contactFields } from './contacts.ts';
import { moved } from './order.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

beforeEach(() => overwriteGetLocale(() => 'en'));

const fields = { ...contactFields(null), name: 'Ana' };

describe('contactEntry', () => {
  it('leaves out a way that has nothing to go by', () => {
    expect(
      contactEntry({ ...fields, email: ' ana@example.org ', channels: ['call', 'email'] }),
    ).toMatchObject({
      ...{ phoneNumbers: [], email: 'ana@example.org', channels: ['email'], canBeCalledFromMirror: false },
    });
  });

  it('sends a second number that stands alone as the first', () => {
    expect(contactEntry({ ...fields, phones: ['', '112'] }).phoneNumbers).toEqual(['112']);
  });
});

describe('contactErrors', () => {
  it('stands beside the field that was typed in, not beside the one it was sent as', () => {
    const { phones } = contactErrors({ ...fields, phones: ['', 'x'] }, ['/phoneNumbers/0']);
    expect(phones).toEqual([undefined, expect.stringContaining('3 to 15 digits')]);
  });

  it('asks for a number or an address beside the first number', () => {
    expect(contactErrors(fields, ['/phoneNumbers']).phones[0]).toContain('phone number or an e-mail');
  });
});

describe('moved', () => {
  it('swaps neighbours and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
