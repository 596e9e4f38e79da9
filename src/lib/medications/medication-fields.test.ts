import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import {
  medicationDetails,
  medicationErrors,
  medicationFields,
  missingDetails,
} from './medication-fields.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const fields = { ...medicationFields(null), name: 'Aspirin', form: 'puff' as const };

describe('medicationDetails', () => {
  it('sends each line as an ingredient, no empty one, and no phone where there is none', () => {
    const details = medicationDetails({
      ...fields,
      ingredients: ' salbutamol \n\n  ethanol',
      pharmacyPhone: ' ',
    });
    expect(details).toMatchObject({ ingredients: ['salbutamol', 'ethanol'], pharmacyPhone: null });
  });

  it('looks as its form usually does until somebody says otherwise', () => {
    expect(medicationDetails(fields)).toMatchObject({ shape: 'inhaler' });
    expect(medicationDetails({ ...fields, shape: 'round' })).toMatchObject({ shape: 'round' });
  });

  it('is nothing to send while it is not said what kind it is', () => {
    expect(medicationDetails({ ...fields, form: null })).toBeNull();
  });
});

describe('missingDetails', () => {
  it('asks for a name and a kind, and for nothing else', () => {
    expect(missingDetails(medicationFields(null))).toEqual(['/name', '/form']);
  });
});

describe('medicationErrors', () => {
  it('stands beside the field, also for one of several ingredients', () => {
    const error = medicationErrors(['/ingredients/1', '/pharmacyPhone']);
    expect(error('ingredients')).toBe('Please check this.');
    expect(error('pharmacyPhone')).toContain('3 to 15 digits');
    expect(error('name')).toBeUndefined();
  });
});
