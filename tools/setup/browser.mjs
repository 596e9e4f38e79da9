/** Finds the Chromium that the end-to-end tests drive, installs one when there is none, and notes where it is. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { MACHINE_PATH, ROOT, failure, run, say } from './run.mjs';

/** Read by playwright.config.ts. */
const NOTE = 'node_modules/.cache/betti/browser';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function findBrowser() {
  const found =
    chosenBrowser() ?? installedBrowser() ?? (await playwrightBrowser()) ?? (await installBrowser());
  mkdirSync(dirname(join(ROOT, NOTE)), { recursive: true });
  writeFileSync(join(ROOT, NOTE), found);
}

function chosenBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (!chosen) return undefined;
  if (!isProgram(chosen)) throw failure(`CHROMIUM_PATH is ${chosen}, and no program is there.`);
  return chosen;
}

function installedBrowser() {
  const folders = MACHINE_PATH.split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** The browser that `playwright install chromium` puts into the home directory, if it is there. */
async function playwrightBrowser() {
  const script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const path = (await run('node', ['--eval', script])).trim();
  return isProgram(path) ? path : undefined;
}

async function installBrowser() {
  const packageManager = await debianPackageManager();
  if (packageManager === undefined) {
    await say('Fetching a browser for the tests', () => run('playwright', ['install', 'chromium']));
    const found = await playwrightBrowser();
    if (found === undefined) throw failure('Playwright fetched a browser, but it is not where it should be.');
    return found;
  }
  const [command, ...args] = packageManager;
  await say('Installing Chromium for the tests, about a minute', async () => {
    await run(command, [...args, 'update'], { problem: '`apt-get update` failed:' });
    await run(command, [...args, 'install', '-y', 'chromium'], {
      problem: 'Chromium could not be installed. Install it by hand, or set CHROMIUM_PATH. apt-get says:',
    });
  });
  const found = installedBrowser();
  if (found === undefined) throw failure('apt-get installed Chromium, but no `chromium` is on the PATH.');
  return found;
}

/**
 * How to call apt-get with the right to install, undefined where that is not possible without asking for a password.
 * @returns {Promise<[string, ...string[]] | undefined>}
 */
async function debianPackageManager() {
  // Debian's relatives are left out: Ubuntu's chromium is a snap, which drives badly.
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?(debian|raspbian)"?$/m.test(release)) return undefined;
  if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  try {
    await run('sudo', ['-n', 'true']);
    return ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
