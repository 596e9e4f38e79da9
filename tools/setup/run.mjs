/** Runs a program quietly for the setup steps: its output is shown only when it fails. */
import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = join(ROOT, 'node_modules', '.bin');

/** PATH without the project's own tools: `npm ci` deletes the Node it would otherwise run on. */
export const MACHINE_PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => resolve(folder) !== BIN)
  .join(delimiter);

/** PATH with the project's own tools first, and so its own Node. */
export const PROJECT_PATH = BIN + delimiter + MACHINE_PATH;

/**
 * An error whose message is all the person at the keyboard needs.
 * @param {string} message
 */
export function failure(message) {
  return Object.assign(new Error(message), { plain: true });
}

/**
 * Resolves with what the program wrote. Rejects when it fails, with `problem` and its output.
 * A signal that ends this process ends the program too.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ path?: string, problem?: string }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { path = PROJECT_PATH, problem } = {}) {
  return new Promise((succeed, fail) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const relay = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.on('SIGINT', relay).on('SIGTERM', relay);

    const title = problem ?? `\`${[command, ...args].join(' ')}\` failed.`;
    const finish = (/** @type {string | undefined} */ reason) => {
      process.off('SIGINT', relay).off('SIGTERM', relay);
      if (reason === undefined) succeed(output);
      else fail(failure([title, output.trim() || reason].join('\n')));
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code, signal) =>
      finish(code === 0 ? undefined : `It ended with ${signal ?? `code ${String(code)}`}.`),
    );
  });
}

/**
 * Says what is going on, does it, and says how long it took.
 * @template T
 * @param {string} sentence
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function say(sentence, work) {
  console.log(`${sentence} …`);
  const startedAt = performance.now();
  const result = await work();
  console.log(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}
