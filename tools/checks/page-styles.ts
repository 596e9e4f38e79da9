/**
 * Looks for pages that come without their styles: what a page's own chunks need and its HTML does not name
 * (tools/eager-styles.ts says how that came to be). Such a page is readable, so no test of sizes or contrast notices.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = Readonly<
  Record<string, { readonly imports?: readonly string[]; readonly css?: readonly string[] }>
>;

/** One line for each page below `output` (.svelte-kit/output) that lacks a stylesheet. Throws when there is no build. */
export function missingStylesIn(output: string): string[] {
  const path = join(output, 'client/.vite/manifest.json');
  const nodes = join(output, 'server/nodes');
  if (!existsSync(path) || !existsSync(nodes)) throw new Error(`${output} holds no build: npm run build`);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  return readdirSync(nodes).flatMap((name) => {
    const entry = Object.keys(manifest).find((key) => key.endsWith(`/client-optimized/nodes/${name}`));
    if (entry === undefined) return [];
    const text = readFileSync(join(nodes, name), 'utf8');
    // A layout that only loads shows nothing.
    if (!text.includes('export const component') || text.includes('/fallbacks/')) return [];
    const page = /universal_id = "([^"]+)"/.exec(text)?.[1] ?? name;
    const missing = [...stylesOf(manifest, entry)].filter((style) => !text.includes(`"${style}"`));
    return missing.map((style) => `${page}: ${style}`);
  });
}

/** Of a chunk and all that it imports at once. */
function stylesOf(manifest: Manifest, entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const styles = new Set<string>();
  const left = [entry];
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const style of manifest[key]?.css ?? []) styles.add(style);
    left.push(...(manifest[key]?.imports ?? []));
  }
  return styles;
}
