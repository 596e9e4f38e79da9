// What people are to the home and what is shared with them, in words; and how a share is changed.
import type { Pairing } from '#contracts/pairings.ts';
import type { WhoAmI } from '#contracts/sessions.ts';
import type { User } from '#contracts/users.ts';
import { SHARED_CATEGORIES, type Role, type Share, type SharedCategory } from '#domain/access.ts';
import { mayWrite } from '#lib/home.ts';
import { m } from '#lib/paraglide/messages.js';
import type { People } from '#lib/people-load.ts';

export const ROLE_WORDS: Readonly<Record<Exclude<Role, 'console'>, () => string>> = {
  owner: m['access.role.owner'],
  resident: m['access.role.resident'],
  caregiver: m['access.role.caregiver'],
  viewer: m['access.role.viewer'],
  clinician: m['access.role.clinician'],
  mirror: m['access.role.mirror'],
};

export const CATEGORY_WORDS: Readonly<Record<SharedCategory, () => string>> = {
  vitals: m['access.category.vitals'],
  medication: m['access.category.medication'],
  nutrition: m['access.category.nutrition'],
  activity: m['access.category.activity'],
  appointments: m['access.category.appointments'],
  environment: m['access.category.environment'],
  alerts: m['access.category.alerts'],
  calls: m['access.category.calls'],
  contacts: m['access.category.contacts'],
};

/** What is said before a device of someone with this role is signed out. */
export function signOutNote(role: Role): string {
  if (role === 'mirror') return m['signedIn.noteMirror']();
  return mayHavePasskeys(role) ? m['signedIn.notePasskey']() : m['signedIn.note']();
}

/** Those whom the hub lets in by a passkey (handlers/passkeys.ts); others come with a new code. */
export const mayHavePasskeys = (role: Role): boolean =>
  role === 'owner' || role === 'resident' || role === 'caregiver';

/** Someone with this role never changes anything. */
export const isReader = (role: Role | Pairing['role']): boolean => role === 'viewer' || role === 'clinician';

/** Whether more than looking is shared. */
export const sharesWriting = (share: Share): boolean => Object.values(share).includes('write');

/** All there is to share, to be read or also written. */
export const everything = (level: 'read' | 'write'): Share => withLevel(SHARED_CATEGORIES, level);

/** A share with one category added or taken out; what is added may be written where others may. */
export function withCategory(share: Share, category: SharedCategory, isOn: boolean): Share {
  const { [category]: _before, ...others } = share;
  return isOn ? { ...others, [category]: sharesWriting(share) ? 'write' : 'read' } : others;
}

/** The same categories, to be read or also written. */
export const atLevel = (share: Share, level: 'read' | 'write'): Share =>
  withLevel(
    SHARED_CATEGORIES.filter((category) => share[category] !== undefined),
    level,
  );

/** 'May see and write down: Readings. May see: Pills'. Someone who only looks writes nothing, whatever is shared. */
export function shareText(share: Share, isReader = false): string {
  const shared = SHARED_CATEGORIES.filter((category) => share[category] !== undefined);
  if (shared.length === 0) return m['share.nothing']();
  const written = isReader ? [] : shared.filter((category) => share[category] === 'write');
  const seen = shared.filter((category) => !written.includes(category));
  if (written.length === SHARED_CATEGORIES.length) return m['share.everythingWrite']();
  if (seen.length === SHARED_CATEGORIES.length) return m['share.everything']();
  return [
    written.length > 0 ? m['share.someWrite']({ list: listed(written) }) : '',
    seen.length > 0 ? m['share.some']({ list: listed(seen) }) : '',
  ]
    .filter(Boolean)
    .join('. ');
}

const listed = (categories: readonly SharedCategory[]): string =>
  categories.map((category) => CATEGORY_WORDS[category]()).join(', ');

/** What a resident shares with the one who asks, a line each for what they only see and what they also write. */
export function sharedWithMe(may: WhoAmI['residents'][number]['may']): string[] {
  const shared = SHARED_CATEGORIES.filter((category) => may[category] !== undefined);
  const written = shared.filter((category) => mayWrite(may[category]));
  const seen = shared.filter((category) => !written.includes(category));
  return [
    ...(seen.length > 0 ? [m['more.shared']({ list: listed(seen) })] : []),
    ...(written.length > 0 ? [m['more.sharedWrite']({ list: listed(written) })] : []),
  ];
}

const withLevel = (categories: readonly SharedCategory[], level: 'read' | 'write'): Share =>
  Object.fromEntries(categories.map((category) => [category, level]));

/** What stands under a person's name in a list. */
export function personFacts(
  { id, role, isResident }: Pick<User, 'id' | 'role' | 'isResident'>,
  { sessions, sharing }: People,
): string[] {
  const devices = sessions.filter(({ userId }) => userId === id).length;
  const shares = sharing
    .filter(({ resident }) => resident.id !== id)
    .map(({ resident, items }) => ({
      resident,
      text: shareText(items.find(({ userId }) => userId === id)?.share ?? {}, isReader(role)),
    }))
    .map(({ resident, text }) => (sharing.length > 1 ? `${resident.name}: ${text}` : text));
  const roles =
    isResident && role === 'owner' ? [ROLE_WORDS.resident(), ROLE_WORDS.owner()] : [ROLE_WORDS[role]()];
  return [
    [...roles, devices === 0 ? m['people.noDevice']() : m['people.devices']({ count: devices })].join(' · '),
    ...(isResident ? [] : shares),
  ];
}
