/**
 * Keeps SvelteKit 2.70.4 from losing styles. It gathers a page's stylesheets by walking the manifest of chunks depth first,
 * what is imported dynamically included, and looks at no chunk twice (find_deps in its build/utils.js): a chunk that it met
 * below a dynamic import first is then missing among those the page itself imports, and the page comes without its styles.
 * What we import dynamically is not rendered on the hub, so the walk needs none of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = Record<string, { dynamicImports?: string[] }>;

/** Vite plugin: the client's manifest, as SvelteKit reads it, names no dynamic imports. */
export function eagerStyles() {
  return {
    name: 'betti:eager-styles',
    applyToEnvironment: ({ name }: { name: string }) => name === 'client',
    writeBundle({ dir }: { dir?: string | undefined }, bundle: Record<string, unknown>) {
      if (dir === undefined || !('.vite/manifest.json' in bundle)) return;
      const path = join(dir, '.vite/manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      for (const chunk of Object.values(manifest)) delete chunk.dynamicImports;
      writeFileSync(path, JSON.stringify(manifest, null, 2));
    },
  };
}
