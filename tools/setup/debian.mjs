/** Programs of the system that the tests need: whether they are there, and how Debian is asked to install them. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MACHINE_PATH, failure, run } from './run.mjs';

/** Whether packages can be installed without asking anybody for a password. */
export async function canInstall() {
  return (await packageManager()) !== undefined;
}

/**
 * Installs a package of Debian's. Rejects with `problem` and what apt-get says.
 * @param {string} name
 * @param {string} problem
 */
export async function install(name, problem) {
  const [command, ...args] = (await packageManager()) ?? [];
  if (command === undefined) throw failure(problem);
  await run(command, [...args, 'update'], { problem: '`apt-get update` failed:' });
  await run(command, [...args, 'install', '-y', name], { problem });
}

/**
 * Where a program is, by the machine's own PATH.
 * @param {string} name
 */
export function findProgram(name) {
  return MACHINE_PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * How to call apt-get with the right to install, undefined where that is not possible without asking for a password.
 * @returns {Promise<[string, ...string[]] | undefined>}
 */
async function packageManager() {
  // Debian's relatives are left out: Ubuntu's chromium is a snap, which drives badly.
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?(debian|raspbian)"?$/m.test(release)) return undefined;
  if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  try {
    await run('sudo', ['-n', 'true']);
    return ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  } catch {
    return undefined;
  }
}
