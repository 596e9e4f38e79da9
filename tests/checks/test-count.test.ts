/** How the last line of `npm test` is counted: nothing that went wrong may be lost. */
import { describe, expect, it } from 'vitest';
import { addUp, playwrightCount, vitestCount } from '../../tools/test-count.ts';

describe('the count of vitest', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

  it('adds todo tests to the skipped ones', () => {
    expect(vitestCount({ ...report, testResults: [] })).toMatchObject({ passed: 5, failed: 1, skipped: 3 });
  });

  it('takes a file that does not load for a failure', () => {
    const testResults = [
      { name: 'a.test.ts', message: 'No such module\n  at', status: 'failed', assertionResults: [] },
      {
        name: 'b.test.ts',
        status: 'failed',
        assertionResults: [{ status: 'failed', fullName: 'b works', failureMessages: ['1 is not 2\n  at'] }],
      },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    const count = vitestCount({ ...report, testResults });
    expect(count.failed).toBe(2);
    expect(count.failures).toEqual(['b.test.ts: b works\n  1 is not 2', 'a.test.ts\n  No such module']);
  });
});

describe('the count of Playwright', () => {
  it('takes flaky tests and errors outside any test for failures', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };
    const spec = (title: string, status: string, message?: string) => ({
      ...{ file: 'a.spec.ts', title },
      tests: [{ status, results: [{ error: message === undefined ? undefined : { message } }] }],
    });
    const suites = [
      {
        specs: [spec('works', 'expected')],
        suites: [{ specs: [spec('breaks', 'unexpected', 'late'), spec('wavers', 'flaky', 'once')] }],
      },
    ];
    expect(playwrightCount({ stats, suites, errors: [{ message: 'no such file' }] })).toEqual({
      ...{ passed: 3, failed: 3, skipped: 0 },
      failures: [
        'a.spec.ts: breaks\n  late',
        'a.spec.ts: wavers\n  once',
        'outside of the tests\n  no such file',
      ],
    });
  });
});

describe('the sum', () => {
  it('adds up every column', () => {
    const counts = [
      { passed: 1, failed: 2, skipped: 3, failures: ['a', 'b'] },
      { passed: 10, failed: 20, skipped: 30, failures: ['c'] },
    ];
    expect(addUp(counts)).toEqual({
      ...{ passed: 11, failed: 22, skipped: 33 },
      failures: ['a', 'b', 'c'],
    });
  });
});
