// The emergency card in words: the lines of its sheet, and the text of its code.
import type { Card } from '#contracts/card.ts';
import { CODE_BYTES, fittingLines } from '#domain/card.ts';
import { shortDate } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { CONDITION_WORDS } from './settings.ts';

export type CardLine = { readonly name: string; readonly text: string };

/** What is known, each with its name; what is not known has no line. The most important stands first. */
export function cardLines({ birthDate, ageYears, conditions, settings }: Card): CardLine[] {
  const { bloodType, illnesses, allergies, toKnow, doctor } = settings;
  const date = birthDate === null ? '' : shortDate(Date.parse(birthDate), 'withYear');
  const known = [...conditions.map((one) => CONDITION_WORDS[one]()), illnesses].filter((text) => text !== '');
  return [
    {
      name: m['card.born'](),
      text: ageYears === null ? '' : m['card.bornAge']({ date, age: ageYears }),
    },
    { name: m['card.allergies'](), text: allergies },
    { name: m['card.illnesses'](), text: known.join(', ') },
    { name: m['card.blood'](), text: bloodType?.replace('-', '−') ?? '' },
    { name: m['card.toKnow'](), text: toKnow },
    {
      name: m['card.doctor'](),
      text: doctor === null ? '' : [doctor.name, doctor.phoneNumber ?? ''].filter(Boolean).join(', '),
    },
  ].filter(({ text }) => text !== '');
}

/** 'Ana (daughter), +49 30 1234567'. */
export function contactText({ name, relation, phoneNumbers, email }: Card['contacts'][number]): string {
  const who = relation === '' ? name : `${name} (${relation})`;
  return [who, ...phoneNumbers, ...(phoneNumbers.length === 0 && email !== null ? [email] : [])].join(', ');
}

/** The text that the code holds; `isWhole` is false when some lines had no room. */
export function codeText(card: Card): { text: string; isWhole: boolean } {
  const lines = cardLines(card).map(({ name, text }) => `${name}: ${text.replaceAll(/\s*\n\s*/g, '; ')}`);
  const contacts = card.contacts.map((contact) => `${m['card.contacts']()}: ${contactText(contact)}`);
  const all = [m['card.heading'](), card.name, ...lines.slice(0, 2), ...contacts.slice(0, 1)];
  return fittingLines([...all, ...lines.slice(2), ...contacts.slice(1)], m['card.hint'](), CODE_BYTES);
}
