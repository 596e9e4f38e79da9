/** Builds the screens, and the hub, into build/ when anything they are made of has changed since the last build. */
import { run, say } from './run.mjs';
import { hashOf, readStamp, removeStamp, writeStamp } from './stamp.mjs';

const SCREENS_STAMP = 'build/.betti-build';
const SCREENS_INPUTS = [
  'src',
  'routes',
  'handlers',
  'messages',
  'project.inlang/settings.json',
  'static',
  'svelte.config.js',
  'vite.config.ts',
  'tools/eager-styles.ts',
  'tools/page-chunks.ts',
  'package-lock.json',
];

/** Below build/, which the screens are built into first and which is emptied for them. */
const HUB_STAMP = 'build/hub/.betti-build';
const HUB_INPUTS = [
  'src/server',
  'src/domain',
  'src/contracts',
  'handlers',
  'tools/hub-bundle.mjs',
  'package.json',
  'package-lock.json',
];

/** Unit tests beside their modules and the generated message functions are no source of the build. */
const isInput = (/** @type {string} */ path) =>
  !/\.test\.ts$/.test(path) && !path.startsWith('src/lib/paraglide/');

export async function buildScreens() {
  await whenChanged(SCREENS_STAMP, SCREENS_INPUTS, () =>
    say('Building the screens, a few seconds', async () => {
      const problem = 'The screens could not be built:';
      await run('svelte-kit', ['sync'], { problem });
      await run('vite', ['build'], { problem });
    }),
  );
}

export async function buildHub() {
  await whenChanged(HUB_STAMP, HUB_INPUTS, () =>
    run('rolldown', ['-c', 'tools/hub-bundle.mjs'], { problem: 'The hub could not be built:' }),
  );
}

/**
 * @param {string} stamp
 * @param {readonly string[]} inputs
 * @param {() => Promise<unknown>} build
 */
async function whenChanged(stamp, inputs, build) {
  const hash = hashOf(inputs, isInput);
  if (readStamp(stamp) === hash) return;

  removeStamp(stamp);
  await build();
  writeStamp(stamp, hash);
}
