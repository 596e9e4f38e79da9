/**
 * Who may do what: the one decision behind every route, live event and screen. Denies whatever it does not name.
 * Pure: who asks is found out in src/server/access/, what a route needs is declared in handlers/.
 */

/** What residents share, one by one. `nutrition` holds drinks and meals, `contacts` whom to call in an emergency. */
export const SHARED_CATEGORIES = [
  'vitals',
  'medication',
  'nutrition',
  'activity',
  'appointments',
  'environment',
  'alerts',
  'calls',
  'contacts',
] as const;

/** Who the resident is and how they are cared for; who may see what of them. Follows the role, never shared singly. */
const CARE_CATEGORIES = ['profile', 'sharing'] as const;
/** The hub itself, the people it knows, the devices around it. */
const HUB_CATEGORIES = ['system', 'people', 'devices'] as const;

export const CATEGORIES = [...HUB_CATEGORIES, ...CARE_CATEGORIES, ...SHARED_CATEGORIES] as const;

export type SharedCategory = (typeof SHARED_CATEGORIES)[number];
export type HubCategory = (typeof HUB_CATEGORIES)[number];
export type Category = (typeof CATEGORIES)[number];

/** Each includes those before it. */
export const ACTIONS = ['read', 'write', 'manage'] as const;
export type Action = (typeof ACTIONS)[number];

/** People, the mirror itself, and whoever may write in the data directory (`console`). */
export const ROLES = ['owner', 'resident', 'caregiver', 'viewer', 'clinician', 'mirror', 'console'] as const;
export type Role = (typeof ROLES)[number];

/** What one person may do with one resident's data. */
export type Share = Readonly<Partial<Record<SharedCategory, 'read' | 'write'>>>;

/** All there is to share: what the owner who sets a resident up begins with. */
export const EVERYTHING: Share = Object.fromEntries(SHARED_CATEGORIES.map((one) => [one, 'write']));

/** The part of an actor that the decision looks at. */
export type Asker = {
  readonly role: Role;
  /** Null for the mirror and the console. */
  readonly userId: string | null;
  /** By resident. */
  readonly shares: ReadonlyMap<string, Share>;
};

/** What is asked for. `residentId` is null where a category belongs to the home. */
export type Need = {
  readonly category: Category;
  readonly action: Action;
  readonly residentId: string | null;
};

const HUB_RIGHTS: Readonly<Record<Role, Readonly<Partial<Record<HubCategory, Action>>>>> = {
  owner: { system: 'manage', people: 'manage', devices: 'manage' },
  resident: { system: 'read', people: 'manage', devices: 'read' },
  caregiver: { system: 'read', people: 'read', devices: 'read' },
  viewer: { system: 'read', people: 'read' },
  clinician: { system: 'read', people: 'read' },
  // It hangs in the home: who stands before it lets people in and trusts devices.
  mirror: { system: 'read', people: 'manage', devices: 'manage' },
  console: { system: 'manage', people: 'manage', devices: 'manage' },
};

/** Roles that never change anything, whatever was shared with them. */
const READERS: ReadonlySet<Role> = new Set(['viewer', 'clinician']);
/** Roles that act for every resident of the home. */
const OF_THE_HOME: ReadonlySet<Role> = new Set(['mirror', 'console']);

/** True when the asker may. Deny is the default: no right, no share and no role that covers it is a no. */
export function mayDo(asker: Asker, { category, action, residentId }: Need): boolean {
  if (isHubCategory(category)) return covers(HUB_RIGHTS[asker.role][category], action);
  if (residentId === null) return false;
  if (OF_THE_HOME.has(asker.role) || asker.userId === residentId) return true;
  const share = asker.shares.get(residentId) ?? {};
  if (category === 'sharing') return asker.role === 'owner';
  if (category === 'profile') return mayDoProfile(asker.role, share, action);
  // Whom to call stands on the emergency card as well.
  if (category === 'contacts' && mayDoProfile(asker.role, share, action)) return true;
  const given = share[category];
  if (READERS.has(asker.role) && action !== 'read') return false;
  return covers(given, action === 'manage' ? 'write' : action);
}

/** Whether the asker may see anything at all of a resident: their name, then. */
export function knows(asker: Asker, residentId: string): boolean {
  if (OF_THE_HOME.has(asker.role) || asker.role === 'owner' || asker.userId === residentId) return true;
  return Object.keys(asker.shares.get(residentId) ?? {}).length > 0;
}

/** A caregiver who was given anything sees whom they care for; an owner sets it up. */
function mayDoProfile(role: Role, share: Share, action: Action): boolean {
  if (role === 'owner') return true;
  return role === 'caregiver' && action === 'read' && Object.keys(share).length > 0;
}

/** Whether a category is of one resident, rather than of the home. */
export function isOfResident(category: Category): boolean {
  return !isHubCategory(category);
}

function isHubCategory(category: Category): category is HubCategory {
  return HUB_CATEGORIES.some((one) => one === category);
}

function covers(given: Action | undefined, needed: Action): boolean {
  return given !== undefined && ACTIONS.indexOf(given) >= ACTIONS.indexOf(needed);
}
