/** `betti pair`: an offer to let a phone or a screen in, for whoever sits at the hub and needs no yes at the mirror. */
import { parseArgs } from 'node:util';
import type { NewPairing, Offer } from '#contracts/pairings.ts';
import { PAIRING_ROLES } from '#contracts/pairings.ts';
import type { User } from '#contracts/users.ts';
import { SHARED_CATEGORIES, type Share } from '#domain/access.ts';
import { atTheDesk, type Desk } from './desk.ts';
import { UsageError } from './usage-error.ts';

type Role = NewPairing['role'];
type Wish = { readonly role: Role; readonly name: string | undefined; readonly share: Share };

/** Prints a link and a code; with --json one line of JSON. */
export async function pair(args: string[]): Promise<void> {
  const { isJson, ...wish } = readWish(args);
  await atTheDesk(async (desk) => {
    const offer = await makeOffer(desk, wish);
    if (isJson) console.log(JSON.stringify({ role: wish.role, ...offer }));
    else printOffer(wish, offer);
  });
}

function readWish(args: string[]): Wish & { isJson: boolean } {
  const text = { type: 'string' } as const;
  const options = { role: text, name: text, share: text, json: { type: 'boolean' } } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const role = PAIRING_ROLES.find((one) => one === (values.role ?? 'owner'));
  if (role === undefined) throw new UsageError(`A --role is one of ${PAIRING_ROLES.join(', ')}.`);
  const share = readShare(values.share ?? '', role);
  return { role, name: values.name, share, isJson: values.json === true };
}

/** `vitals,medication:write`, or `all` with or without `:write`. */
function readShare(text: string, role: Role): Share {
  const words = text.split(',').filter((word) => word !== '');
  if (words.length > 0 && (role === 'owner' || role === 'resident' || role === 'mirror')) {
    throw new UsageError('A --share is for a caregiver, a viewer or a clinician.');
  }
  return Object.fromEntries(
    words.flatMap((word) => {
      const [name, may = 'read', ...more] = word.split(':');
      const named = name === 'all' ? SHARED_CATEGORIES : SHARED_CATEGORIES.filter((one) => one === name);
      if (named.length === 0 || more.length > 0 || (may !== 'read' && may !== 'write')) {
        throw new UsageError(
          `A --share is all or some of ${SHARED_CATEGORIES.join(', ')}, each with :write or not.`,
        );
      }
      return named.map((category) => [category, may]);
    }),
  );
}

async function makeOffer(desk: Desk, { role, name, share }: Wish): Promise<Offer> {
  const { state } = (await desk.ask('GET', '/api/setup')) as { state: string };
  if (role === 'owner' && state !== 'ready') return (await desk.ask('POST', '/api/setup/offer')) as Offer;
  const { items } = (await desk.ask('GET', '/api/users')) as { items: User[] };
  const isKnown = role !== 'clinician' && role !== 'mirror';
  const known = isKnown ? items.filter((user) => user.role === role) : [];
  // A further phone of someone who is here: of the one named, or of the only one there is.
  const person =
    name === undefined && (role === 'owner' || role === 'resident')
      ? known.length === 1
        ? known[0]
        : undefined
      : known.find((user) => user.name === name);
  if (role === 'resident' && person === undefined) {
    throw new UsageError(
      `Whose phone? Say --name with one of: ${known.map((user) => user.name).join(', ')}.`,
    );
  }
  const shares = items
    .filter(({ isResident }) => isResident && Object.keys(share).length > 0)
    .map(({ id }) => ({ residentId: id, share }));
  const whom = person === undefined ? (name === undefined ? {} : { name }) : { userId: person.id };
  return (await desk.ask('POST', '/api/pairings', { role, shares, ...whom })) as Offer;
}

function printOffer({ role, share }: Wish, { urls, code, secret, expiresAt }: Offer): void {
  const path = role === 'mirror' ? '/mirror/enter' : '/pair';
  const places = urls.length > 0 ? urls : [`${path}#${secret}`];
  for (const url of places) console.log(`Link   ${url}`);
  if (urls.length === 0) console.log('       Start the hub, and put its address before it.');
  if (code !== null)
    console.log(`Code   ${code.slice(0, 4)} ${code.slice(4)}, to be typed on the page ${path}`);
  console.log(
    role === 'clinician'
      ? `Good until ${expiresAt}.`
      : 'Good once, for five minutes. It needs no yes at the mirror: give it only to whom you mean.',
  );
  const isShared = Object.keys(share).length > 0;
  if (!isShared && (role === 'caregiver' || role === 'viewer'))
    console.log('Nothing is shared yet: the resident chooses on the mirror.');
}
