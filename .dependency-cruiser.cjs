/**
 * Who may import whom. Each layer lists what it may reach; everything else is an error.
 * Tests may import anything, nothing may import a test, and `node:*` stays with those who own state or a thread.
 */
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const TESTS = '\\.test\\.ts$';
/** SvelteKit's own modules, which only its bundler resolves. */
const KIT = '^(\\$app|\\$env|\\$service-worker|\\./\\$types)';
/** Puts the parts together, and so may reach further than the rest of src/server. */
const COMPOSERS = '^src/server/(main|start)\\.ts$';
/** What every SQL module stands on. */
const SQL_BASE = ['database', 'columns', 'events', 'migrate'];

/**
 * SQL modules are known by what they hold: a statement that names a table, its keywords in capitals. A module that became a folder counts as one.
 * @returns {string[]} their names, as in src/server/<name>.ts or src/server/<name>/
 */
function sqlModules() {
  const folder = join(__dirname, 'src/server');
  const statement = /\b(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\s+[a-z_]+/;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => statement.test(readFileSync(join(folder, path), 'utf8')))
    .map((path) => path.split(/[/.]/, 1)[0] ?? path);
  return [...new Set(names)].filter((name) => !SQL_BASE.includes(name));
}

const SQL = `^src/server/(${sqlModules().join('|') || 'none'})(/|\\.ts$)`;

/**
 * A layer and the only places it may import from.
 * @param {string} name
 * @param {string} comment
 * @param {string} from
 * @param {{ reach: string[], typeOnly?: string[], node?: boolean, except?: string }} options `typeOnly`: reached by
 *   `import type` alone; `node`: may use Node's own modules; `except`: files of the layer that have other rules
 */
function layer(name, comment, from, { reach, typeOnly = [], node = false, except }) {
  const source = { path: from, pathNot: except === undefined ? [TESTS] : [TESTS, except] };
  // What does not resolve has a rule of its own.
  const elsewhere = node ? ['unknown', 'core'] : ['unknown'];
  return [
    {
      name,
      comment,
      severity: 'error',
      from: source,
      to: { pathNot: [...reach, ...typeOnly], dependencyTypesNot: elsewhere },
    },
    ...typeOnly.map((path) => ({
      name: `${name}-by-type`,
      comment: `${comment} By type only: ${path}`,
      severity: 'error',
      from: source,
      to: { path, pathNot: reach, dependencyTypesNot: ['type-only'] },
    })),
  ];
}

const NPM = '(^|/)node_modules/';
const DOMAIN = '^src/domain/';
/** The one rule module that has a library: RFC 5545 on Temporal. */
const RECURRENCE = '^src/domain/appointments/rule\\.ts$';
const CONTRACTS = '^src/contracts/';
const SERVER = '^src/server/';
const LIB = '^src/lib/';
const API = '^handlers/api\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layer('domain', 'Rules are pure: they import rules.', DOMAIN, { reach: [DOMAIN], except: RECURRENCE }),
    ...layer('recurrence', 'What comes again is reckoned by the library made for it.', RECURRENCE, {
      reach: [DOMAIN, `${NPM}rrule-temporal/`],
    }),
    ...layer('contracts', 'Shapes know rules, and zod.', CONTRACTS, {
      reach: [CONTRACTS, DOMAIN, `${NPM}zod/`],
    }),
    ...layer('server', 'State knows shapes and rules.', SERVER, {
      reach: [SERVER, CONTRACTS, DOMAIN, NPM, '^package\\.json$'],
      node: true,
      except: COMPOSERS,
    }),
    ...layer('handlers', 'Handlers get their state in the request context.', '^handlers/', {
      reach: ['^handlers/', CONTRACTS, DOMAIN, NPM],
      typeOnly: [SERVER],
    }),
    ...layer('workers', 'Threads talk over message ports.', '^workers/', {
      reach: ['^workers/', CONTRACTS, DOMAIN, NPM],
      node: true,
    }),
    ...layer('lib', 'What screens share knows the hub by its API.', LIB, {
      reach: [LIB, CONTRACTS, DOMAIN, NPM, KIT],
      typeOnly: [API],
      except: '^src/lib/server/',
    }),
    ...layer('lib-server', 'The bridge from server rendering knows the hub by type.', '^src/lib/server/', {
      reach: [LIB, CONTRACTS, DOMAIN, NPM, KIT],
      typeOnly: [API, SERVER],
    }),
    ...layer('screens', 'Screens are made of what lib offers.', '^(routes/|src/[^/]+\\.ts$)', {
      reach: ['^routes/', '^src/[^/]+\\.(ts|css)$', LIB, CONTRACTS, DOMAIN, NPM, KIT],
      typeOnly: [API],
    }),
    {
      name: 'sql-modules-stand-alone',
      comment: 'What spans domains happens in a handler or in a subscriber of the event log.',
      severity: 'error',
      from: { path: SQL, pathNot: TESTS },
      to: { path: SQL, pathNot: '^src/server/$1(/|\\.ts$)' },
    },
    {
      name: 'one-place-binds',
      comment:
        'libsql aborts the process on a value it does not know: src/server/database.ts alone gives it any.',
      severity: 'error',
      from: { pathNot: [TESTS, '^src/server/(database|quick-check)\\.ts$', '^bench/'] },
      to: { path: `${NPM}libsql/` },
    },
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one module, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'It will not run.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: KIT },
    },
    {
      name: 'not-to-tests',
      comment: 'What the hub runs does not depend on a test.',
      severity: 'error',
      from: { pathNot: ['^tests/', TESTS] },
      to: { path: ['^tests/', TESTS] },
    },
  ],
  options: {
    doNotFollow: { path: [NPM, '^src/lib/paraglide/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
  },
};
