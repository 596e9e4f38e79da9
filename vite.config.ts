import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { firstPageModules } from './tools/first-pages.ts';

const isOfFirstPage = firstPageModules();

export default defineConfig({
  plugins: [
    sveltekit(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      // custom-resident: the mirror speaks the resident's language (src/hooks.server.ts says which that is).
      strategy: ['custom-resident', 'cookie', 'preferredLanguage', 'baseLocale'],
      isServer: 'import.meta.env.SSR',
      emitReadme: false,
      // Each page's words travel with that page alone.
      outputStructure: 'message-modules',
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // One chunk of what makes every page run, one of what the first pages need and one of what the others share: a
            // phone waits for each request, and by itself the bundler makes forty small chunks of a page.
            codeSplitting: {
              groups: [
                {
                  name: 'runtime',
                  test: /node_modules[\\/](svelte|@sveltejs|esm-env|clsx|devalue)[\\/]|vite[\\/]preload-helper/,
                  priority: 2,
                },
                { name: (id, bundle) => (isOfFirstPage(id, bundle) ? 'first' : null), priority: 1 },
                { name: 'shared', minShareCount: 2 },
              ],
            },
          },
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
