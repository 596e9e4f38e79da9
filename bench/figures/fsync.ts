/** What reaches the disk before an answer leaves, read from the hub's own system calls. Needs strace. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, skipped, type Bench, type Figure } from '../figure.ts';
import { startBenchHub, vitalsPath } from '../hubs.ts';
import { post, startLoad } from '../load/load.ts';

const STRACE = '/usr/bin/strace';
const CLIENTS = 16;
const EARLY = 'answers before their fsync';
const PER_WRITE = 'fsyncs an acknowledged write, 16 clients';

export const fsync: Bench = {
  name: 'fsync',
  run: async ({ isQuick }) => {
    if (!existsSync(STRACE)) {
      const why = 'strace is not installed: apt-get install strace';
      return [skipped(EARLY, '', atMost(0), why), skipped(PER_WRITE, '', atMost(0.2), why)];
    }
    const folder = await aFolderWith(0);
    const hub = await startBenchHub(folder.path);
    const trace = join(folder.path, 'trace.txt');
    const calls = 'trace=fsync,fdatasync,pwrite64,write,writev';
    const strace = spawn(STRACE, ['-f', '-y', '-s', '24', '-e', calls, '-o', trace, '-p', String(hub.pid)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await once(strace.stderr, 'data');
    const load = await startLoad();
    const reading = { systolicMmHg: 124, diastolicMmHg: 78 };
    const request = post(`${vitalsPath(hub.residentId)}/blood-pressure`, reading, hub.cookie);
    const order = {
      port: hub.port,
      clients: CLIENTS,
      request,
      status: 201,
      durationMs: isQuick ? 300 : 3_000,
    };
    const { count } = await load.run(order);
    load.stop();
    const detached = once(strace, 'exit');
    strace.kill('SIGINT');
    await detached;
    const figures = judge(readFileSync(trace, 'utf8'), count);
    rmSync(trace);
    await hub.end('SIGTERM');
    folder.remove();
    return figures;
  },
};

function judge(trace: string, acknowledged: number): Figure[] {
  let isDirty = false;
  let early = 0;
  let answers = 0;
  let groups = 0;
  for (const line of trace.split('\n')) {
    if (/ pwrite64\(\d+<[^>]*-wal>/.test(line)) isDirty = true;
    // A call that another thread's interrupted is done when it is resumed.
    else if (
      / (?:fsync|fdatasync)\(\d+<[^>]*-wal>\)/.test(line) ||
      /<\.\.\. f(?:data)?sync resumed>/.test(line)
    ) {
      if (isDirty) groups += 1;
      isDirty = false;
    } else if (/ writev?\(.*"HTTP\/1\.1 201/.test(line)) {
      answers += 1;
      if (isDirty) early += 1;
    }
  }
  if (answers < acknowledged) {
    const why = `${String(answers)} of ${String(acknowledged)} answers were traced`;
    return [skipped(EARLY, '', atMost(0), why), skipped(PER_WRITE, '', atMost(0.2), why)];
  }
  const note = `${String(acknowledged)} writes in ${String(groups)} groups, each with an fsync of the WAL`;
  return [
    plainFigure(EARLY, groups === 0 ? answers : early, '', atMost(0), note),
    plainFigure(PER_WRITE, groups / answers, '', atMost(0.2), note),
  ];
}
