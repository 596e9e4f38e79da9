/** The import of the USDA's SR26, search index and all, beside a bare insert of the same rows, both read from its files. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Libsql from 'libsql';
import { systemClock } from '#server/clock.ts';
import { openStores } from '#server/stores.ts';
import { UsdaReader, type UsdaFile } from '#domain/foods/usda.ts';
import { hasUsda, usdaFile, WHY_NO_USDA } from '../../tests/fixtures/usda.ts';
import { importFoods } from '../../tools/betti/foods.ts';
import { atMost, skipped, type Bench } from '../figure.ts';
import { compare, comparedFigure, roundsFor } from '../rounds.ts';

const NAME = '8,463 foods of SR26 with their search index';
const MOST_RATIO = 3;
const FILES = ['FOOD_DES', 'WEIGHT', 'ABBREV'] as const satisfies readonly UsdaFile[];

export const foods: Bench = {
  name: 'foods',
  run: async (options) => {
    if (!hasUsda) return [skipped(NAME, 'ms', atMost(MOST_RATIO), WHY_NO_USDA)];
    const rounds = await compare(inFolder(bareInsert), inFolder(wholeImport), roundsFor(options));
    const goals = { goal: atMost(0), ratioGoal: atMost(MOST_RATIO) };
    return [comparedFigure(NAME, 'ms', rounds, goals)];
  },
};

/** The milliseconds that `work` takes in a folder of its own, where a home is set up already. */
const inFolder = (work: (folder: string) => Promise<void>) => async (): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'betti-bench-'));
  const { database } = await openStores(folder, systemClock, (error) => console.error(error));
  database.close();
  const from = performance.now();
  await work(folder);
  const ms = performance.now() - from;
  rmSync(folder, { recursive: true });
  return ms;
};

async function wholeImport(folder: string): Promise<void> {
  const { log } = console;
  process.env['BETTI_DATA_DIR'] = folder;
  // It says how many there were, which is no figure.
  console.log = () => undefined;
  await importFoods(FILES.map(usdaFile)).finally(() => (console.log = log));
}

/** One table, one transaction, one fsync. */
async function bareInsert(folder: string): Promise<void> {
  const database = new Libsql(join(folder, 'bare.db'));
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE foods (number TEXT PRIMARY KEY, name TEXT, synonyms TEXT, facts TEXT, portions TEXT); BEGIN`);
  const insert = database.prepare('INSERT INTO foods VALUES (?, ?, ?, ?, ?)');
  const reader = new UsdaReader();
  for (const file of FILES) {
    const lines = createInterface({ input: createReadStream(usdaFile(file), 'latin1'), crlfDelay: Infinity });
    for await (const line of lines) {
      const food = reader.take(file, line);
      if (food === null) continue;
      const { number, name, synonyms, facts, portions } = food;
      insert.run([number, name, synonyms.join(', '), JSON.stringify(facts), JSON.stringify(portions)]);
    }
  }
  database.exec('COMMIT');
  database.close();
}
