/** The processes of a benchmark: hub and reference on one core, load on the other, their memory and CPU time from /proc. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TASKSET = '/usr/bin/taskset';

/** Servers that are compared share core 0, the load has core 1; where there is one core only, or no taskset, chance. */
export function pinTo(core: 0 | 1, process: ChildProcess): void {
  if (process.pid === undefined || availableParallelism() < 2 || !existsSync(TASKSET)) return;
  execFileSync(TASKSET, ['--all-tasks', '-cp', String(core), String(process.pid)], { stdio: 'ignore' });
}

export type Script<Ready> = { readonly process: ChildProcess; readonly ready: Ready };

/** Starts one of the scripts of this folder; answers with the first message it sends. */
export async function startScript<Ready>(
  path: string,
  { core, args = [] }: { core?: 0 | 1; args?: readonly string[] },
): Promise<Script<Ready>> {
  const child = fork(path, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${path} ended with ${String(code)} before it was ready.`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), failed])) as [Ready];
  failed.catch(() => undefined);
  if (core !== undefined) pinTo(core, child);
  return { process: child, ready };
}

/** Resident memory of a process, threads and all. Bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${String(pid)} says nothing of its memory.`);
  return Number(kilobytes) * 1_024;
}
