/**
 * `npm test`: the checks, the unit and integration tests, the end-to-end tests; all of them, whatever fails. Each prints
 * as usual; the last line sums them up. A runner that crashed counts as a failure, and so does one that ran nothing.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { endWithPrograms, stream } from './programs.ts';
import { addUp, playwrightCount, vitestCount, type Count } from './test-count.ts';

endWithPrograms();
const folder = mkdtempSync(join(tmpdir(), 'betti-test-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const counts: Count[] = [{ ...(await runChecks()), skipped: 0, failures: [] }];
counts.push(
  await suite('vitest.json', vitestCount, (report) =>
    stream('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {}),
  ),
  await suite('playwright.json', playwrightCount, (report) =>
    stream('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  ),
);

const { passed, failed, skipped, failures } = addUp(counts);
// Once more at the end, where whoever sees no more than the end of a long log finds them.
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one suite and reads its count from the report it wrote. */
async function suite(
  name: string,
  read: (report: unknown) => Count,
  run: (report: string) => Promise<boolean>,
): Promise<Count> {
  const path = join(folder, name);
  const ranWell = await run(path);
  const count = readReport(path, read);
  if (count.failed > 0 || (ranWell && count.passed > 0)) return count;
  console.log(ranWell ? 'This suite ran no test.' : 'This suite failed outside its tests.');
  return { ...count, failed: 1, failures: [`${name} has no failing test`] };
}

/** Nothing ran, as far as can be told, when the runner left no report that can be read. */
function readReport(path: string, read: (report: unknown) => Count): Count {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    console.log(`No count: ${String(error)}`);
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}
