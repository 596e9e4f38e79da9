/**
 * Puts the packages of package-lock.json in place, the project's own Node among them. Needs no compiler: no install
 * script runs but that of the `node` package, which fetches the binary for this machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BIN, MACHINE_PATH, ROOT, failure, run, say } from './run.mjs';
import { hashOf, readStamp, removeStamp, writeStamp } from './stamp.mjs';

const STAMP = 'node_modules/.betti-install';
const HUB_NODE = 26;

// npm leaves out optional packages whose `engines` exclude the Node it runs on, without a word. The bundler's native
// half is one of them (^20.19 || >=22.12), so on a Node outside that range a newer pair is fetched and used once.
const INSTALLER = '.cache/node';
const INSTALLER_NPM = '11.19.1';
const OLDEST_NPM = 10;

export async function installPackages() {
  const hash = hashOf(['package-lock.json', 'package.json', 'workers/ble/hci-socket/package.json']);
  const wanted = `${process.platform}-${process.arch} ${hash}`;
  if (readStamp(STAMP) === wanted && hubNodeProblem() === undefined) return;

  removeStamp(STAMP);
  const path = await installerPath();
  await say('Installing the packages, about half a minute', async () => {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    const problem = 'The packages could not be installed. npm says:';
    await run('npm', ['ci', '--include=dev', '--ignore-scripts', ...quiet], { path, problem });
    await run('npm', ['rebuild', 'node', '--ignore-scripts=false', ...quiet], { path, problem });
  });

  const problem = hubNodeProblem();
  if (problem !== undefined) {
    throw failure(`Betti runs on Node ${HUB_NODE}, installed as node_modules/.bin/node, but ${problem}.`);
  }
  // 230 MB where a newer pair was fetched, of no use until the packages change.
  rmSync(join(ROOT, INSTALLER), { recursive: true, force: true });
  writeStamp(STAMP, wanted);
}

/** What is wrong with the Node that npm scripts run on, undefined when nothing is. */
function hubNodeProblem() {
  const found = versionOf(join(BIN, 'node'), MACHINE_PATH);
  if (found === undefined) return 'it does not start';
  return found.major < HUB_NODE ? `it is ${found.text}` : undefined;
}

/**
 * @param {string} command
 * @param {string} path
 */
function versionOf(command, path) {
  try {
    const env = { ...process.env, PATH: path };
    const text = execFileSync(command, ['--version'], { encoding: 'utf8', env, stdio: 'pipe' }).trim();
    const [major = 0, minor = 0] = text.replace(/^v/, '').split('.').map(Number);
    return { text, major, minor };
  } catch {
    return undefined;
  }
}

/** A PATH on which `node` and `npm` can install this lockfile: the machine's own, or one fetched for it. */
async function installerPath() {
  const node = versionOf('node', MACHINE_PATH);
  const npm = versionOf('npm', MACHINE_PATH);
  if (node !== undefined && keepsTheBundler(node) && npm !== undefined && npm.major >= OLDEST_NPM)
    return MACHINE_PATH;

  await say(
    "This machine's Node or npm is too old to install the packages: fetching a newer pair for that alone",
    () => {
      mkdirSync(join(ROOT, INSTALLER), { recursive: true });
      const packages = [`node@${pinnedNode()}`, `npm@${INSTALLER_NPM}`];
      return run(
        'npm',
        ['install', '--prefix', INSTALLER, '--no-save', '--no-audit', '--no-fund', ...packages],
        {
          path: MACHINE_PATH,
          problem: 'A newer npm could not be fetched. npm says:',
        },
      );
    },
  );
  return join(ROOT, INSTALLER, 'node_modules', '.bin') + delimiter + MACHINE_PATH;
}

/** @param {{ major: number, minor: number }} node */
function keepsTheBundler({ major, minor }) {
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/** The exact version that package.json asks for. */
function pinnedNode() {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const manifest = /** @type {{ dependencies: { node: string } }} */ (JSON.parse(text));
  return manifest.dependencies.node;
}
