/** Octets on disk for one reading, indexes and all, in a file whose rows came in the order of time. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';

export const storage: Bench = {
  name: 'storage',
  run: async ({ isQuick }) => {
    const rows = isQuick ? 20_000 : 1_000_000;
    const folder = await aFolderWith(rows);
    const bytes = statSync(join(folder.path, 'betti.db')).size;
    folder.remove();
    return [plainFigure('one reading with its indexes', bytes / rows, 'bytes', atMost(150))];
  },
};
