/**
 * What the first pages of the phone and the mirror are made of: one chunk holds it and nothing else, so that a first
 * visit is few requests and no page's words or parts come along unasked (docs/figures.md, page weights).
 */
import { resolve } from 'node:path';

/** The part of the bundler's plugin context that is needed here. */
type Bundle = {
  getModuleInfo(id: string): { code: string | null; importedIds: string[]; exports: string[] } | null;
};

const FIRST_PAGES = [
  ...['+layout.svelte', '+layout.ts', '+error.svelte'],
  ...['(phone)/+layout.svelte', '(phone)/+layout.ts', '(phone)/+page.svelte', '(phone)/+page.ts'],
  ...['mirror/+layout.svelte', 'mirror/+layout.ts', 'mirror/+page.svelte', 'mirror/+page.ts'],
].map((path) => resolve('routes', path));
const MESSAGE = /[\\/]paraglide[\\/]messages[\\/]/;
/** Each message is a module of its own, asked for by name: m['age.days']. */
const MESSAGE_NAME = /\bm\[["']([^"']+)["']\]/g;

/** Answers whether a module belongs to a first page: reached from one, and for a message also named there. */
export function firstPageModules(): (id: string, bundle: Bundle) => boolean {
  let reached: Set<string> | null = null;
  const names = new Set<string>();
  return (id, bundle) => {
    reached ??= reachedFrom(FIRST_PAGES, bundle, names);
    if (FIRST_PAGES.includes(id)) return false;
    if (!MESSAGE.test(id)) return reached.has(id);
    return bundle.getModuleInfo(id)?.exports.some((name) => names.has(name)) ?? false;
  };
}

function reachedFrom(roots: readonly string[], bundle: Bundle, names: Set<string>): Set<string> {
  const reached = new Set<string>();
  const left = [...roots];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const module = reached.has(id) ? null : bundle.getModuleInfo(id);
    if (module === null) continue;
    reached.add(id);
    if (MESSAGE.test(id)) continue;
    for (const [, name] of module.code?.matchAll(MESSAGE_NAME) ?? []) names.add(name ?? '');
    left.push(...module.importedIds);
  }
  return reached;
}
