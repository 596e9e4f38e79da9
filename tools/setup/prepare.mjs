/** Which steps a purpose needs: start, dev, build, check or test. */
import { findBrowser } from './browser.mjs';
import { buildHub, buildScreens } from './build.mjs';
import { findBus } from './bus.mjs';
import { findCertutil } from './certutil.mjs';
import { installPackages } from './install.mjs';
import { failure } from './run.mjs';

const STEPS = {
  start: [installPackages, buildScreens, buildHub],
  // Vite serves the screens from their source in development.
  dev: [installPackages],
  build: [installPackages, buildScreens, buildHub],
  betti: [installPackages],
  check: [installPackages, buildScreens, buildHub],
  test: [installPackages, buildScreens, buildHub, findBrowser, findCertutil, findBus],
};

/** @param {string | undefined} purpose */
export async function prepare(purpose = 'start') {
  const steps = Object.entries(STEPS).find(([name]) => name === purpose)?.[1];
  if (steps === undefined) {
    throw failure(`tools/setup.mjs knows ${Object.keys(STEPS).join(', ')}; not "${purpose}".`);
  }
  for (const step of steps) await step();
}
