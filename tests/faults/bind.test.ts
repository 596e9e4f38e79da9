import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { VALUE_KINDS } from '../fixtures/value-kinds.ts';

const folder = mkdtempSync(join(tmpdir(), 'betti-bind-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a value that reaches a statement', () => {
  it.concurrent.each(Object.keys(VALUE_KINDS))(
    'leaves the process alive and reads back the same, or is refused: %s',
    async (kind) => {
      const own = mkdtempSync(join(folder, 'kind-'));
      const { stdout } = await promisify(execFile)(process.execPath, [
        'tests/fixtures/bind-child.ts',
        own,
        kind,
      ]);
      const outcomes = JSON.parse(stdout) as string[];
      expect(outcomes).toHaveLength(8);
      for (const outcome of outcomes) expect(outcome).toMatch(/: (kept|threw)$/);
    },
  );
});
