import { beforeEach, describe, expect, it } from 'vitest';
import { encode } from 'uqr';
import { DEFAULT_CARD_SETTINGS, type Card } from '#contracts/card.ts';
import { CODE_BYTES } from '#domain/card.ts';
import { cardLines, codeText } from './card.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

const contact = (name: string) => ({
  ...{ id: '', residentId: '', name, relation: 'Daughter', phoneNumbers: ['+49 30 1234567'], email: null },
  ...{ channels: [], note: 'not for the card', canBeCalledFromMirror: true, removed: null },
});
const card: Card = {
  ...{ name: 'Rosa', birthDate: '1940-05-01', ageYears: 86, conditions: ['diabetes'] },
  contacts: [contact('Ana'), contact('Eva')],
  settings: { ...DEFAULT_CARD_SETTINGS, illnesses: 'Gout', allergies: 'Penicillin\nNuts', bloodType: 'A-' },
};

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('codeText', () => {
  it('says everything that is known in plain words, allergies and the first contact early', () => {
    expect(codeText(card)).toEqual({
      isWhole: true,
      text: [
        ...['EMERGENCY CARD', 'Rosa', 'Born: May 1, 1940, 86 years old', 'Allergies: Penicillin; Nuts'],
        ...['Please call: Ana (Daughter), +49 30 1234567', 'Illnesses: Diabetes, Gout', 'Blood type: A−'],
        'Please call: Eva (Daughter), +49 30 1234567',
      ].join('\n'),
    });
  });

  it('fits a code of level M that paper can carry, however much is written', () => {
    for (const letter of ['x', 'ñ', '語']) {
      const much = letter.repeat(400);
      const settings = { ...card.settings, illnesses: much, allergies: much, toKnow: much };
      const { text, isWhole } = codeText({ ...card, settings });
      expect(isWhole).toBe(false);
      expect(text).toContain('More on the printed card');
      expect(encode(text, { ecc: 'M', boostEcc: false }).version).toBeLessThanOrEqual(22);
    }
    expect(encode('ñ'.repeat(Math.floor(CODE_BYTES / 2)), { ecc: 'M', boostEcc: false }).version).toBe(22);
  });
});

describe('cardLines', () => {
  it('leaves out what nobody knows', () => {
    const empty = {
      ...card,
      birthDate: null,
      ageYears: null,
      conditions: [],
      settings: DEFAULT_CARD_SETTINGS,
    };
    expect(cardLines(empty)).toEqual([]);
  });
});
