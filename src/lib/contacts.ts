// An emergency contact as a form holds it, and in words.
import type { Contact, ContactEntry } from '#contracts/contacts.ts';
import type { Channel } from '#domain/contacts.ts';
import { m } from '#lib/paraglide/messages.js';

export const CHANNEL_WORDS: Readonly<Record<Channel, () => string>> = {
  call: m['contacts.channel.call'],
  sms: m['contacts.channel.sms'],
  email: m['contacts.channel.email'],
};

/** What stands in the fields; an empty one is a text of nothing. */
export type ContactFields = Omit<ContactEntry, 'phoneNumbers' | 'email'> & {
  readonly phones: readonly [string, string];
  readonly email: string;
};

/** A form to begin with: of someone who is there, or of someone new, who is called. */
export function contactFields(contact: Contact | null): ContactFields {
  if (contact === null) {
    return {
      ...{ name: '', relation: '', phones: ['', ''], email: '', note: '' },
      ...{ channels: ['call'], canBeCalledFromMirror: true },
    };
  }
  const { name, relation, phoneNumbers, email, channels, note, canBeCalledFromMirror } = contact;
  const [first = '', second = ''] = phoneNumbers;
  return {
    name,
    relation,
    phones: [first, second],
    email: email ?? '',
    channels,
    note,
    canBeCalledFromMirror,
  };
}

/** The ways in which someone with these numbers and this address can be reached. */
export function possibleChannels({ phones, email }: ContactFields): Channel[] {
  const byPhone: Channel[] = phones.some((phone) => phone.trim() !== '') ? ['call', 'sms'] : [];
  return email.trim() === '' ? byPhone : [...byPhone, 'email'];
}

/** What is sent. A way that has nothing to go by is left out. */
export function contactEntry(fields: ContactFields): ContactEntry {
  const { name, relation, phones, email, channels, note, canBeCalledFromMirror } = fields;
  const possible = possibleChannels(fields);
  return {
    ...{ name, relation, note },
    phoneNumbers: phones.filter((phone) => phone.trim() !== ''),
    email: email.trim() === '' ? null : email.trim(),
    channels: channels.filter((channel) => possible.includes(channel)),
    canBeCalledFromMirror: canBeCalledFromMirror && possible.includes('call'),
  };
}

export type ContactErrors = {
  readonly name: string | undefined;
  readonly phones: readonly [string | undefined, string | undefined];
  readonly email: string | undefined;
};

/** What the hub refused, in words beside the fields they belong to. */
export function contactErrors(fields: ContactFields, pointers: readonly string[]): ContactErrors {
  const sent = fields.phones.flatMap((phone, index) => (phone.trim() === '' ? [] : [index]));
  const phone = (index: number) =>
    pointers.includes(`/phoneNumbers/${String(sent.indexOf(index))}`)
      ? m['contacts.wrong.phone']()
      : undefined;
  const nothing = pointers.includes('/phoneNumbers') ? m['contacts.wrong.nothing']() : undefined;
  return {
    name: pointers.includes('/name') ? m['contacts.wrong.name']() : undefined,
    phones: [phone(0) ?? nothing, phone(1)],
    email: pointers.includes('/email') ? m['contacts.wrong.email']() : undefined,
  };
}
