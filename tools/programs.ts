/** Runs the programs that check.ts and test.ts are made of, and ends them when the tool itself is told to end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** How long a program may take to end by itself: Playwright closes its browsers and hubs first. */
const GRACE_MS = 10_000;

const running = new Set<ChildProcess>();
let isEnding = false;

export type ProgramResult = { readonly passed: boolean; readonly output: string };

/** Runs a program to its end and keeps what it wrote. A program that cannot be started has failed. */
export function capture(command: string, args: readonly string[]): Promise<ProgramResult> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return ended(child).then((problem) => ({
    passed: problem === undefined,
    output: output || (problem ?? ''),
  }));
}

/** Runs a program on this terminal. Resolves with whether it passed. */
export async function stream(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return (await ended(child)) === undefined;
}

/** SIGINT and SIGTERM end this process after the programs it started, by force when they take too long. */
export function endWithPrograms(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isEnding = true;
      // Playwright and vitest tidy up on SIGINT, and on SIGINT alone.
      for (const child of running) child.kill('SIGINT');
      setTimeout(() => {
        for (const child of running) child.kill('SIGKILL');
      }, GRACE_MS).unref();
      const exit = () => process.exit(128 + constants.signals[signal]);
      void Promise.all([...running].map((child) => new Promise((done) => child.once('close', done)))).then(
        exit,
      );
    });
  }
}

/** Resolves once the program is gone: undefined when it passed, else why not. Never when this process is ending too. */
function ended(child: ChildProcess): Promise<string | undefined> {
  running.add(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      running.delete(child);
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      if (isEnding) return;
      resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${String(code)}`}`);
    });
  });
}
