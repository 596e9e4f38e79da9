/** Finds the Chromium that the end-to-end tests drive, installs one when there is none, and notes where it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canInstall, findProgram, install, isProgram } from './debian.mjs';
import { ROOT, failure, run, say } from './run.mjs';

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
  return NAMES.map(findProgram).find((path) => path !== undefined);
}

/** The browser that `playwright install chromium` puts into the home directory, if it is there. */
async function playwrightBrowser() {
  const script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const path = (await run('node', ['--eval', script])).trim();
  return isProgram(path) ? path : undefined;
}

async function installBrowser() {
  if (!(await canInstall())) {
    await say('Fetching a browser for the tests', () => run('playwright', ['install', 'chromium']));
    const found = await playwrightBrowser();
    if (found === undefined) throw failure('Playwright fetched a browser, but it is not where it should be.');
    return found;
  }
  await say('Installing Chromium for the tests, about a minute', () =>
    install(
      'chromium',
      'Chromium could not be installed. Install it by hand, or set CHROMIUM_PATH. apt-get says:',
    ),
  );
  const found = installedBrowser();
  if (found === undefined) throw failure('apt-get installed Chromium, but no `chromium` is on the PATH.');
  return found;
}
