/**
 * How the screens are cut into files: one for what every first page needs, one for each face's own first page, one for
 * what the pages of an area share, and one for what several areas share. A first visit is then few requests, and no
 * page's words or parts come along unasked (docs/figures.md, page weights).
 */
import { globSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** The part of the bundler's plugin context that is needed here. */
export type Bundle = {
  getModuleInfo(id: string): { code: string | null; importedIds: string[]; exports: string[] } | null;
};

/** Where a page stands: on the first page of a face, or in an area, which is a folder under a face. */
type Place = 'first phone' | 'first mirror' | `of ${string}`;

const MESSAGE = /[\\/]paraglide[\\/]messages[\\/]/;
/** Each message is a module of its own, asked for by name: m['age.days']. */
const MESSAGE_NAME = /\bm\[["']([^"']+)["']\]/g;

/** How many need a file: every first page or one, several areas, one area. */
type Rank = 'first' | 'shared' | 'area';

/** Answers the name of the file that a module goes into; null where that is none of this rank. */
export function chunkOfModule(): (id: string, bundle: Bundle, rank: Rank) => string | null {
  const pages = placesOfPages();
  const isPage = new Set(pages.flatMap(({ id }) => id));
  let places: Map<string, Set<Place>> | null = null;
  let placesOfMessages = new Map<string, Set<Place>>();

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
  const isOfPhone = places.has('first phone');
  const isOfMirror = places.has('first mirror');
  if (isOfPhone && isOfMirror) return { rank: 'first', name: 'first' };
  if (isOfPhone) return { rank: 'first', name: 'first-phone' };
  if (isOfMirror) return { rank: 'first', name: 'first-mirror' };
  const [area, ...more] = places;
  if (area === undefined) return null;
  return more.length > 0
    ? { rank: 'shared', name: 'shared' }
    : { rank: 'area', name: area.replace(' ', '-') };
}

/** Every file of a route, with the places it is read at. */
function placesOfPages(): { id: string; places: readonly Place[] }[] {
  return globSync('routes/**/+{page,layout,error}.{svelte,ts}').map((path) => {
    const folders = path.split(sep).slice(1, -1);
    const [face, area] = folders;
    if (face === undefined) return { id: resolve(path), places: ['first phone', 'first mirror'] };
    if (face === '(phone)' || face === 'mirror') {
      const first: Place = face === 'mirror' ? 'first mirror' : 'first phone';
      return { id: resolve(path), places: [area === undefined ? first : `of ${area}`] };
    }
    return { id: resolve(path), places: ['of entrance'] };
  });
}

function reach(
  { id: root, places: rootPlaces }: { id: string; places: readonly Place[] },
  bundle: Bundle,
  places: Map<string, Set<Place>>,
  placesOfMessages: Map<string, Set<Place>>,
): void {
  const add = (to: Map<string, Set<Place>>, key: string) => {
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
