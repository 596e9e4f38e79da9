import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

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
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // One chunk of what makes every page run and few of what pages share: a phone waits for each request, and
            // by itself the bundler makes thirty small ones of a page (docs/figures.md, page weights).
            codeSplitting: {
              groups: [
                {
                  name: 'runtime',
                  test: /node_modules[\\/](svelte|@sveltejs|esm-env|clsx|devalue)[\\/]/,
                  priority: 2,
                },
                { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 100_000 },
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
