/** The arrows of the house, each proven by a small tree that breaks it and by one that keeps them all. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What each file of the tree holds, and which rule it breaks, if any. */
const TREE: Record<string, { source: string; breaks?: string }> = {
  'src/domain/doses.ts': { source: 'export const grace = 30;' },
  'src/contracts/doses.ts': {
    source:
      "import { z } from 'zod'; import { grace } from '#domain/doses.ts'; export const S = z.number().max(grace);",
  },
  'src/server/database.ts': {
    source: 'export type Database = { name: string }; export const open = () => 1;',
  },
  'src/server/doses.ts': {
    source:
      "import { open } from './database.ts'; import 'node:fs'; export const all = [open(), `SELECT * FROM doses`];",
  },
  'src/server/start.ts': {
    source:
      "import { all } from './doses.ts'; import { api } from '#handlers/api.ts'; export const hub = [all, api];",
  },
  'handlers/api.ts': {
    source:
      "import type { Database } from '#server/database.ts'; import 'hono'; export const api = (d: Database) => d;",
  },
  'workers/reminders.ts': {
    source: "import 'node:worker_threads'; import '#domain/doses.ts'; import '#contracts/doses.ts';",
  },
  'src/lib/api.ts': { source: "import type { api } from '#handlers/api.ts'; export type Api = typeof api;" },
  'src/lib/server/hub.ts': {
    source: "import type { Database } from '#server/database.ts'; export type Hub = Database;",
  },
  'routes/+page.svelte': {
    source: '<script lang="ts">import type { Api } from \'#lib/api.ts\'; export let a: Api;</script>',
  },
  'src/server/doses.test.ts': { source: "import '#handlers/api.ts'; import './users.ts';" },

  'src/domain/reads-a-file.ts': { source: "import 'node:fs';", breaks: 'domain' },
  'src/domain/knows-a-package.ts': { source: "import 'zod';", breaks: 'domain' },
  'src/domain/knows-the-server.ts': { source: "import '#server/database.ts';", breaks: 'domain' },
  'src/domain/knows-a-type-of-the-server.ts': {
    source: "import type { Database } from '#server/database.ts'; export type D = Database;",
    breaks: 'domain',
  },
  'src/contracts/knows-the-server.ts': { source: "import '#server/database.ts';", breaks: 'contracts' },
  'src/server/knows-a-handler.ts': { source: "import '#handlers/api.ts';", breaks: 'server' },
  'src/server/knows-a-screen.ts': { source: "import '#lib/api.ts';", breaks: 'server' },
  'src/server/users.ts': {
    source: "import { all } from './doses.ts'; export const users = [all, `SELECT name FROM users`];",
    breaks: 'sql-modules-stand-alone',
  },
  'handlers/opens-the-database.ts': {
    source:
      "import type { Database } from '#server/database.ts'; import { open } from '#server/database.ts'; export const d: Database = open();",
    breaks: 'handlers-by-type',
  },
  'handlers/reads-a-file.ts': { source: "import 'node:fs';", breaks: 'handlers' },
  'handlers/starts-a-thread.ts': { source: "import '#workers/reminders.ts';", breaks: 'handlers' },
  'workers/opens-the-database.ts': { source: "import '#server/database.ts';", breaks: 'workers' },
  'src/lib/calls-a-handler.ts': {
    source: "import { api } from '#handlers/api.ts'; export const a = api;",
    breaks: 'lib-by-type',
  },
  'src/lib/reads-a-file.ts': { source: "import 'node:fs';", breaks: 'lib' },
  'src/lib/knows-a-type-of-the-server.ts': {
    source: "import type { Database } from '#server/database.ts'; export type D = Database;",
    breaks: 'lib',
  },
  'src/lib/server/opens-the-database.ts': {
    source: "import '#server/database.ts';",
    breaks: 'lib-server-by-type',
  },
  'routes/asks-the-server.svelte': {
    source: '<script lang="ts">import { open } from \'#server/database.ts\'; open();</script>',
    breaks: 'screens',
  },
  'routes/uses-a-test.ts': { source: "import '../tests/fixture.ts';", breaks: 'not-to-tests' },
  'routes/imports-what-is-not-there.ts': { source: "import '#lib/missing.ts';", breaks: 'no-unresolvable' },
  // A circle is reported once, at one of its files.
  'src/domain/hen.ts': { source: "import './egg.ts'; export {};" },
  'src/domain/egg.ts': { source: "import './hen.ts'; export {};", breaks: 'no-circles' },
  'tests/fixture.ts': { source: 'export {};' },
};

let folder: string;
let broken: Map<string, Set<string>>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'betti-import-rules-'));
  for (const [path, { source }] of Object.entries(TREE)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  for (const file of ['.dependency-cruiser.cjs', 'package.json']) copyFileSync(file, join(folder, file));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
  );
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  broken = brokenRules(cruise(folder));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import rules', () => {
  const breaking = Object.entries(TREE).filter(([, { breaks }]) => breaks !== undefined);

  it.each(breaking)('refuse %s', (path, { breaks }) => {
    expect(broken.get(path)).toContain(breaks);
  });

  it('accept every other file', () => {
    const refused = [...broken.keys()].filter((path) => TREE[path]?.breaks === undefined);
    expect(refused).toEqual([]);
  });
});

/** Runs dependency-cruiser as `npm run check` does, on another tree. It exits with an error when rules are broken. */
function cruise(cwd: string): string {
  const program = resolve('node_modules/.bin/depcruise');
  const args = ['src', 'handlers', 'workers', 'routes', '--config', '--output-type', 'json'];
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout;
    throw error;
  }
}

/** File → the rules it breaks. */
function brokenRules(report: string): Map<string, Set<string>> {
  const { summary } = JSON.parse(report) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const rules = new Map<string, Set<string>>();
  for (const { from, rule } of summary.violations) {
    rules.set(from, (rules.get(from) ?? new Set()).add(rule.name));
  }
  return rules;
}
