/**
 * How the screens are cut into files: one for what every first page needs, one for each face's own first page, one for
 * what the pages of an area share, one for what two areas share, and one for what more of them do; what one face alone
 * needs is kept apart from what both do. A visit is then few requests, and no page's words or parts come along unasked
 * (docs/figures.md, page weights).
 */
import { globSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** The part of the bundler's plugin context that is needed here. */
export type Bundle = {
  getModuleInfo(id: string): { code: string | null; importedIds: string[]; exports: string[] } | null;
};

type Face = 'phone' | 'mirror' | 'entrance';
/** Where a page stands: on the first page of a face, or in an area, which is a folder under a face. */
type Place = { readonly face: Face; readonly area: string | null };
/** Of a module or a message, where it is needed. */
type Places = Map<string, Set<Place>>;

const MESSAGE = /[\\/]paraglide[\\/]messages[\\/]/;
/** Each message is a module of its own, asked for by name: m['age.days']. */
const MESSAGE_NAME = /\bm\[["']([^"']+)["']\]/g;

/** How many need a file: every first page or one, several areas, one area. */
type Rank = 'first' | 'shared' | 'area';

/** Answers the name of the file that a module goes into; null where that is none of this rank. */
export function chunkOfModule(): (id: string, bundle: Bundle, rank: Rank) => string | null {
  const pages = placesOfPages();
  const isPage = new Set(pages.flatMap(({ id }) => id));
  let places: Places | null = null;
  let placesOfMessages: Places = new Map();

  const placesOf = (id: string, bundle: Bundle): ReadonlySet<Place> => {
    if (places === null) {
      places = new Map();
      placesOfMessages = new Map();
      for (const page of pages) reach(page, bundle, places, placesOfMessages);
    }
    if (!MESSAGE.test(id)) return places.get(id) ?? new Set();
    const names = bundle.getModuleInfo(id)?.exports ?? [];
    return new Set(names.flatMap((name) => [...(placesOfMessages.get(name) ?? [])]));
  };

  return (id, bundle, rank) => {
    const chunk = isPage.has(id) ? null : chunkOf(placesOf(id, bundle));
    return chunk?.rank === rank ? chunk.name : null;
  };
}

function chunkOf(places: ReadonlySet<Place>): { rank: Rank; name: string } | null {
  const faces = namesOf(places, ({ face }) => face);
  const firsts = namesOf(places, ({ face, area }) => (area === null ? face : null));
  const areas = namesOf(places, ({ area }) => area);
  const [face] = faces;
  const ofFace = faces.length === 1 && face !== undefined ? `-${face}` : '';
  if (firsts.length > 0)
    return { rank: 'first', name: firsts.length > 1 ? 'first' : `first-${firsts[0] ?? ''}` };
  const [area, ...more] = areas;
  if (area === undefined) return null;
  return more.length > 0
    ? {
        rank: 'shared',
        name: areas.length > 2 ? `shared${ofFace}` : `of-${areas.toSorted().join('-')}${ofFace}`,
      }
    : { rank: 'area', name: `of-${area}${ofFace}` };
}

const namesOf = (places: ReadonlySet<Place>, nameOf: (place: Place) => string | null): string[] => [
  ...new Set([...places].map(nameOf).filter((name) => name !== null)),
];

const known = new Map<string, Place>();

/** The same object for the same place, so that a set has it once. */
function placeOf(face: Face, area: string | null): Place {
  const key = `${face}/${area ?? ''}`;
  const place = known.get(key) ?? { face, area };
  known.set(key, place);
  return place;
}

/** Every file of a route, with the places it is read at. */
function placesOfPages(): { id: string; places: readonly Place[] }[] {
  return globSync('routes/**/+{page,layout,error}.{svelte,ts}').map((path) => {
    const folders = path.split(sep).slice(1, -1);
    const [face, area = null] = folders;
    const id = resolve(path);
    if (face === undefined) return { id, places: [placeOf('phone', null), placeOf('mirror', null)] };
    if (face === '(phone)') return { id, places: [placeOf('phone', area)] };
    if (face === 'mirror') return { id, places: [placeOf('mirror', area)] };
    return { id, places: [placeOf('entrance', 'entrance')] };
  });
}

function reach(
  { id: root, places: rootPlaces }: { id: string; places: readonly Place[] },
  bundle: Bundle,
  places: Places,
  placesOfMessages: Places,
): void {
  const add = (to: Places, key: string) => {
    to.set(key, new Set([...(to.get(key) ?? []), ...rootPlaces]));
  };
  const seen = new Set<string>();
  const left = [root];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const module = seen.has(id) ? null : bundle.getModuleInfo(id);
    if (module === null) continue;
    seen.add(id);
    if (MESSAGE.test(id)) continue;
    add(places, id);
    for (const [, name = ''] of module.code?.matchAll(MESSAGE_NAME) ?? []) add(placesOfMessages, name);
    left.push(...module.importedIds);
  }
}
