/** Foods: the everyday list beside its source, what a search finds, and the import of the USDA's tables. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Food } from '#contracts/foods.ts';
import { systemClock } from '#server/clock.ts';
import { openStores } from '#server/stores.ts';
import { everydayFoods } from '#domain/foods/everyday.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { runBetti } from '../fixtures/betti.ts';
import { hasUsda, usdaFile, WHY_NO_USDA } from '../fixtures/usda.ts';

if (!hasUsda) console.log(`Skipped: two tests, for ${WHY_NO_USDA}.`);

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const search = async (q: string, limit = 5) => {
  const response = await api.request(`/api/foods?q=${encodeURIComponent(q)}&limit=${String(limit)}`);
  return ((await response.json()) as { items: Food[] }).items;
};
const names = async (q: string) => (await search(q)).map(({ name }) => name);

describe('the everyday foods', () => {
  it.runIf(hasUsda)('say what the NDB record says that they cite, within 5 %', () => {
    const cited = new Map(
      readFileSync(usdaFile('ABBREV'), 'latin1')
        .split('\r\n')
        .map((line) => line.split('^').map((field) => field.replaceAll('~', '')))
        .map((fields) => [fields[0], fields]),
    );
    for (const { name, number, facts } of everydayFoods()) {
      const fields = cited.get(number);
      expect(fields, name).toBeDefined();
      const pairs = [
        [facts.energyKcal, 3],
        [facts.proteinG, 4],
        [facts.fatG, 5],
        [facts.carbohydrateG, 7],
        [facts.fibreG, 8],
        [facts.sugarG, 9],
        [facts.potassiumMg, 14],
        [facts.sodiumMg, 15],
      ] as const;
      for (const [value, index] of pairs) {
        const said = Number(fields?.[index] ?? '');
        expect(Math.abs((value ?? 0) - said), `${name}, field ${String(index)}`).toBeLessThanOrEqual(
          0.05 * said,
        );
      }
    }
  });

  it('are there from the first start, and only once after the second', async () => {
    expect((await search('apple', 100)).filter(({ name }) => name === 'Apple')).toHaveLength(1);
    await api.foods.keepEveryday();
    expect((await search('apple', 100)).filter(({ name }) => name === 'Apple')).toHaveLength(1);
  });
});

describe('a search', () => {
  it.each([
    ['egg', 'Egg'],
    ['eggs', 'Egg'],
    ['banan', 'Banana'],
    ['huevos', 'Egg'],
    ['platano', 'Banana'],
    ['platno', 'Banana'],
    ['bilberries', 'Blueberries'],
    ['white bread', 'White bread'],
    ['bread whole', 'Wholemeal bread'],
    ['bananna', 'Banana'],
    ['brocoli', 'Broccoli'],
    ['tomatto', 'Tomato'],
  ])('for %s finds %s first', async (q, name) => {
    expect((await names(q))[0]).toBe(name);
  });

  it('for nothing that is food finds nothing, and no sign is a command', async () => {
    expect(await names('xylophone')).toEqual([]);
    for (const q of ['"', '*', 'egg" OR "x', 'NEAR(egg)', 'name:egg', '^egg', '-- ;', 'AND'])
      expect((await api.request(`/api/foods?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect((await api.request('/api/foods?q=')).status).toBe(422);
  });
});

describe('betti foods import', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'betti-foods-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, 'latin1');
    return path;
  };
  const importFiles = (...paths: string[]) => runBetti(join(folder, 'data'), ['foods', 'import', ...paths]);
  /** 53 fields, as ABBREV has. */
  const abbrev = (number: string, name: string, energy = '100') =>
    [
      `~${number}~`,
      `~${name}~`,
      '50',
      energy,
      '5',
      '2',
      '1',
      '10',
      ...Array.from({ length: 45 }, () => ''),
    ].join('^');

  it('reads CSV of FoodData Central, twice the same, and names each broken line with its number', async () => {
    const files = [
      file(
        'food_nutrient.csv',
        '"id","fdc_id","nutrient_id","amount"\n"1","9","1008","52"\n"2","9","1003","0.3"\n"3","9","1004","x"\n"4","9","1004","0.2"\n',
      ),
      file(
        'food.csv',
        '"fdc_id","data_type","description"\n"9","sr_legacy_food","Quince, ""wild"", raw"\n"","sr_legacy_food","nothing"\n',
      ),
      file(
        'food_portion.csv',
        '"id","fdc_id","amount","modifier","gram_weight"\n"1","9","2","fruit","184"\n',
      ),
    ];
    const first = await importFiles(...files);
    expect(first.output).toContain('food.csv, line 3: fdc_id is empty.');
    expect(first.output).toContain('food_nutrient.csv, line 4: amount is no number: “x”.');
    expect(first.output).toContain('Foods: 1 new, 0 changed, 0 as before.');
    expect(first.code).toBe(1);
    expect((await importFiles(...files)).output).toContain('Foods: 0 new, 0 changed, 1 as before.');
  });

  it('reads SR, says which lines are broken, and takes in what changed', async () => {
    const path = file(
      'ABBREV.txt',
      `${abbrev('99001', 'QUINCE,RAW')}\r\n~99002~^~HALF A LINE\r\n${abbrev('99003', 'MEDLAR,RAW', 'much')}\r\n`,
    );
    const first = await importFiles(path);
    expect(first.output).toContain('ABBREV.txt, line 2: it has 2 fields, not 53.');
    expect(first.output).toContain('ABBREV.txt, line 3: the energy is no number: “much”.');
    expect(first.output).toContain('Foods: 1 new, 0 changed, 0 as before.');
    file('ABBREV.txt', `${abbrev('99001', 'QUINCE,RAW', '57')}\r\n`);
    const second = await importFiles(path);
    expect(second.output).toContain('Foods: 0 new, 1 changed, 0 as before.');
    expect(second.code).toBe(0);
  });

  it('refuses a file that it does not know, before anything is stored', async () => {
    const { code, output } = await importFiles(file('recipes.doc', ''));
    expect(code).toBe(2);
    expect(output).toContain('recipes.doc is none of the USDA');
  });

  it.runIf(hasUsda)(
    'loads all of SR26, finds eggs first, and changes nothing the second time',
    async () => {
      const files = (['ABBREV', 'FOOD_DES', 'WEIGHT'] as const).map(usdaFile);
      expect((await importFiles(...files)).output).toContain('Foods: 8463 new, 0 changed, 0 as before.');
      expect((await importFiles(...files)).output).toContain('Foods: 0 new, 0 changed, 8463 as before.');
      const stores = await openStores(join(folder, 'data'), systemClock, (error) => {
        throw error;
      });
      const eggs = stores.foods.search('eggs', 10).map(({ name }) => name);
      const [plainCheese] = stores.foods.search('cheese cheddar', 1);
      stores.database.close();
      expect(eggs[0]).toBe('Egg');
      expect(eggs.filter((name) => /^(Scrambled )?eggs?\b/i.test(name))).toEqual(eggs);
      expect(plainCheese?.name).toBe('Cheddar cheese');
    },
    120_000,
  );
});
