/** A page whose HTML names not all the styles of its chunks is found. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { missingStylesIn } from '../../tools/checks/page-styles.ts';

let output: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'betti-styles-'));
  mkdirSync(join(output, 'client/.vite'), { recursive: true });
  mkdirSync(join(output, 'server/nodes'), { recursive: true });
  const manifest = {
    '.svelte-kit/generated/client-optimized/nodes/3.js': { imports: ['_a.js'], css: ['page.css'] },
    '_a.js': { imports: ['_b.js'] },
    '_b.js': { imports: ['_a.js'], css: ['shared.css'] },
  };
  writeFileSync(join(output, 'client/.vite/manifest.json'), JSON.stringify(manifest));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

const page = (styles: readonly string[], component = 'export const component = 1;') => {
  const text = `${component}export const universal_id = "routes/+page.ts";export const stylesheets = ${JSON.stringify(styles)};`;
  writeFileSync(join(output, 'server/nodes/3.js'), text);
  return missingStylesIn(output);
};

it('names the page and what it lacks, also of what its chunks import', () => {
  expect(page(['page.css', 'shared.css'])).toEqual([]);
  expect(page(['page.css'])).toEqual(['routes/+page.ts: shared.css']);
});

it('asks nothing of a layout that shows nothing, and much of a build that is not there', () => {
  expect(page([], '')).toEqual([]);
  expect(() => missingStylesIn(join(output, 'none'))).toThrow('npm run build');
});
