/** Reads how many tests passed, and which failed, from the JSON reports of vitest and Playwright. */
import { z } from 'zod';

/** `failures`: a line for each test that failed, and why. */
export type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
};

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      message: z.string().default(''),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** A file that failed without a failing test, because it does not load or a hook threw, counts as one failure. */
export function vitestCount(report: unknown): Count {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    VitestReport.parse(report);
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failedTests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failure(`${name}: ${fullName}`, failureMessages[0])),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failedTests, ...brokenFiles.map(({ name, message }) => failure(name, message))],
  };
}

const PlaywrightError = z.object({ message: z.string().default('') });
const PlaywrightSpec = z.object({
  file: z.string(),
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ error: PlaywrightError.optional() })),
    }),
  ),
});
type Suite = {
  readonly suites?: readonly Suite[] | undefined;
  readonly specs?: readonly z.infer<typeof PlaywrightSpec>[] | undefined;
};
const PlaywrightSuite: z.ZodType<Suite> = z.object({
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
  specs: z.array(PlaywrightSpec).optional(),
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(PlaywrightError),
  suites: z.array(PlaywrightSuite).default([]),
});

/** A test that passed on a retry has failed once too often. Errors outside any test count one each. */
export function playwrightCount(report: unknown): Count {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const failedTests = specsIn(suites).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        failure(`${file}: ${title}`, results.find(({ error }) => error !== undefined)?.error?.message),
      ),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failedTests, ...errors.map(({ message }) => failure('outside of the tests', message))],
  };
}

const specsIn = (suites: readonly Suite[]): z.infer<typeof PlaywrightSpec>[] =>
  suites.flatMap((suite) => [...(suite.specs ?? []), ...specsIn(suite.suites ?? [])]);

const failure = (where: string, why = ''): string => `${where}\n  ${why.split('\n')[0] ?? ''}`;

export function addUp(counts: readonly Count[]): Count {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    counts.reduce((total, count) => total + count[key], 0);
  return {
    ...{ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    failures: counts.flatMap(({ failures }) => failures),
  };
}
