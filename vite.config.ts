import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { eagerStyles } from './tools/eager-styles.ts';
import { chunkOfModule, type Bundle } from './tools/page-chunks.ts';

const chunkOf = chunkOfModule();

export default defineConfig({
  plugins: [
    sveltekit(),
    eagerStyles(),
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
            // One chunk of what makes every page run, and few others (tools/page-chunks.ts): a phone waits for each
            // request, and by itself the bundler makes forty small chunks of a page.
            codeSplitting: {
              // A chunk brings along what its modules need, so what is needed in more places has to be taken first.
              groups: [
                {
                  name: 'runtime',
                  test: /node_modules[\\/](svelte|@sveltejs|esm-env|clsx|devalue)[\\/]|vite[\\/]preload-helper/,
                  priority: 3,
                },
                ...(['first', 'shared', 'area'] as const).map((rank, index) => ({
                  name: (id: string, bundle: Bundle) => chunkOf(id, bundle, rank),
                  priority: 2 - index,
                  minShareCount: rank === 'first' ? 1 : 2,
                })),
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
    globalSetup: 'tests/built-hub.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
