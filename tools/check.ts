/**
 * `npm run check`: everything that can be said about the code without running it. Two steps at a time, a line for
 * each with its time; what a failing step printed follows its line. `npm test` runs the same steps first.
 */
import { serverCodeIn, tablesOf } from './checks/client-chunks.ts';
import { missingStylesIn } from './checks/page-styles.ts';
import { capture, endWithPrograms, type ProgramResult } from './programs.ts';

type Step = { readonly name: string; readonly run: () => Promise<ProgramResult> | ProgramResult };

/** Writes the types of the routes, which the type-aware steps read. */
const SYNC: Step = tool('sync', 'svelte-kit sync');

/** Longest first, so that the two lanes end together. */
const STEPS: readonly Step[] = [
  // Screens apart: each makes the type checker begin anew, which takes as long as all the rest.
  tool('lint screens', 'eslint **/*.svelte --max-warnings 0'),
  tool('lint', 'eslint . --ignore-pattern **/*.svelte --max-warnings 0'),
  tool('types', 'svelte-check --tsconfig ./tsconfig.json --fail-on-warnings'),
  tool('format', 'prettier --check --log-level warn .'),
  tool('dead code', 'knip --treat-config-hints-as-errors'),
  tool('imports', 'depcruise src handlers workers routes --config'),
  { name: 'client chunks', run: clientChunks },
];
const LANES = 2;

/** Runs every step, whatever fails, and counts. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const passed: boolean[] = [await runStep(SYNC)];
  const waiting = [...STEPS];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      passed.push(await runStep(step));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { passed: passed.filter(Boolean).length, failed: passed.filter((each) => !each).length };
}

async function runStep({ name, run }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const { passed, output } = await run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name.padEnd(14)}${seconds} s`);
  if (!passed) console.log(`${output.trim()}\n`);
  return passed;
}

function tool(name: string, commandLine: string): Step {
  const [command = '', ...args] = commandLine.split(' ');
  return { name, run: () => capture(command, args) };
}

function clientChunks(): ProgramResult {
  const found = [
    ...serverCodeIn('build/client', tablesOf('migrations')),
    ...missingStylesIn('.svelte-kit/output').map((line) => `comes without its styles: ${line}`),
  ];
  return { passed: found.length === 0, output: found.join('\n') };
}

if (import.meta.main) {
  endWithPrograms();
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
