/** End-to-end tests in a real browser: the one that tools/setup.mjs found. Each spec starts the hubs it needs itself. */
import { defineConfig } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';

const BROWSER_NOTE = 'node_modules/.cache/betti/browser';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // A shared machine may be slow; where a page must be quick, its spec measures that itself.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: {
      ...(existsSync(BROWSER_NOTE) ? { executablePath: readFileSync(BROWSER_NOTE, 'utf8') } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // As the kiosk has it: a reminder sounds though nobody has touched the page yet.
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
