/** That every benchmark still runs; how fast is `npm run bench`'s to say. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

type Line = {
  name: string;
  value: number;
  unit: string;
  reference: number | null;
  goal: string;
  pass: unknown;
};

const bench = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'bench/main.ts',
    '--json',
    '--quick',
    ...args,
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
};

describe('npm run bench', () => {
  it.each([
    'decoder',
    'storage',
    'foods',
    'reads',
    'authenticated-reads',
    'stall',
    'durable-post',
    'live',
    'memory',
    'cold-start',
  ])(
    'prints a line of JSON for each figure of %s',
    async (name) => {
      for (const line of await bench('--only', name)) {
        expect(line).toMatchObject({
          name: expect.any(String) as string,
          goal: expect.any(String) as string,
        });
        // Of a hub from before, which is not in every clone.
        if (line.pass !== 'skipped') expect(line.value).toBeGreaterThan(0);
      }
    },
    60_000,
  );

  it('says which benchmarks there are when asked for one there is not', async () => {
    await expect(bench('--only', 'nothing')).rejects.toThrow('durable-post');
  });
});
