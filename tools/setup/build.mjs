/** Builds the screens into build/ when anything they are made of has changed since the last build. */
import { run, say } from './run.mjs';
import { hashOf, readStamp, removeStamp, writeStamp } from './stamp.mjs';

const STAMP = 'build/.betti-build';
const INPUTS = [
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

/** Unit tests beside their modules and the generated message functions are no source of the build. */
const isInput = (/** @type {string} */ path) =>
  !/\.test\.ts$/.test(path) && !path.startsWith('src/lib/paraglide/');

export async function buildScreens() {
  const hash = hashOf(INPUTS, isInput);
  if (readStamp(STAMP) === hash) return;

  removeStamp(STAMP);
  await say('Building the screens, a few seconds', async () => {
    const problem = 'The screens could not be built:';
    await run('svelte-kit', ['sync'], { problem });
    await run('vite', ['build'], { problem });
  });
  writeStamp(STAMP, hash);
}
