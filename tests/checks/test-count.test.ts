/** How the last line of `npm test` is counted: nothing that went wrong may be lost. */
import { describe, expect, it } from 'vitest';
import { addUp, playwrightCount, vitestCount } from '../../tools/test-count.ts';

describe('the count of vitest', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

  it('adds todo tests to the skipped ones', () => {
    expect(vitestCount({ ...report, testResults: [] })).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('takes a file that does not load for a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(vitestCount({ ...report, testResults }).failed).toBe(2);
  });
});

describe('the count of Playwright', () => {
  it('takes flaky tests and errors outside any test for failures', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };
    expect(playwrightCount({ stats, errors: [{ message: 'no such file' }] })).toEqual({
      passed: 3,
      failed: 3,
      skipped: 0,
    });
  });
});

describe('the sum', () => {
  it('adds up every column', () => {
    const counts = [
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ];
    expect(addUp(counts)).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });
});
