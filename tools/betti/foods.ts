/**
 * `betti foods import FILE…`: the USDA's tables, read line by line and stored in batches. Twice gives the same foods. A line
 * that says nothing is named with its file and number; the others are stored.
 */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { MOST_IMPORTED, type FoodImported } from '#contracts/foods.ts';
import type { FoodEntry } from '#domain/foods.ts';
import { BrokenLineError, USDA_FILES, usdaFileOf, UsdaReader, type UsdaFile } from '#domain/foods/usda.ts';
import { atTheDesk, type Desk } from './desk.ts';
import { UsageError } from './usage-error.ts';

type Input = { readonly path: string; readonly file: UsdaFile };

/** Broken lines that are named one by one; of more the number is said. */
const MOST_NAMED = 20;
const PROGRESS_EVERY_MS = 500;

export async function importFoods(paths: string[]): Promise<void> {
  const inputs = inputsOf(paths);
  await atTheDesk(async (desk) => {
    const { total, broken } = await importAll(desk, inputs);
    for (const line of broken.slice(0, MOST_NAMED)) console.error(line);
    if (broken.length > MOST_NAMED) console.error(`… and ${String(broken.length - MOST_NAMED)} lines more.`);
    const { added, changed, unchanged } = total;
    console.log(`Foods: ${String(added)} new, ${String(changed)} changed, ${String(unchanged)} as before.`);
    if (broken.length > 0)
      throw new Error(`${String(broken.length)} lines were not stored; all others were.`);
  });
}

/** The files in the order in which they are to be read: what describes a food before what it is made of. */
function inputsOf(paths: string[]): Input[] {
  if (paths.length === 0) throw new UsageError('Which files? E.g. FOOD_DES.txt WEIGHT.txt ABBREV.txt');
  const inputs = paths.map((path): Input => {
    const file = usdaFileOf(basename(path));
    if (file === null)
      throw new UsageError(
        `${basename(path)} is none of the USDA's files: ABBREV.txt, FOOD_DES.txt, WEIGHT.txt, food.csv, food_nutrient.csv, food_portion.csv.`,
      );
    statSync(path);
    return { path, file };
  });
  return inputs.toSorted((a, b) => USDA_FILES.indexOf(a.file) - USDA_FILES.indexOf(b.file));
}

async function importAll(desk: Desk, inputs: readonly Input[]) {
  const reader = new UsdaReader();
  const broken: string[] = [];
  const total = { added: 0, changed: 0, unchanged: 0 };
  let batch: FoodEntry[] = [];
  const store = async (): Promise<void> => {
    if (batch.length === 0) return;
    const items = batch;
    batch = [];
    const counts = (await desk.ask('POST', '/api/foods/imports', { items })) as FoodImported;
    for (const name of ['added', 'changed', 'unchanged'] as const) total[name] += counts[name];
  };
  const add = async (food: FoodEntry): Promise<void> => {
    batch.push(food);
    if (batch.length === MOST_IMPORTED) await store();
  };
  for (const { path, file } of inputs) {
    reader.begin();
    const tell = progressOf(basename(path), statSync(path).size);
    for await (const { line, number, bytes } of linesOf(path, file)) {
      tell(bytes);
      try {
        const food = reader.take(file, line);
        if (food !== null) await add(food);
      } catch (error) {
        if (!(error instanceof BrokenLineError)) throw error;
        broken.push(`${basename(path)}, line ${String(number)}: ${error.message}.`);
      }
    }
  }
  for (const food of reader.rest()) await add(food);
  await store();
  return { total, broken };
}

/** A file's lines with their numbers; in CSV a line goes on while a quotation mark is open. */
async function* linesOf(path: string, file: UsdaFile) {
  // SR's texts are Latin-1, FoodData Central's UTF-8.
  const isCsv = file === file.toLowerCase();
  const lines = createInterface({
    input: createReadStream(path, isCsv ? 'utf8' : 'latin1'),
    crlfDelay: Infinity,
  });
  let number = 0;
  let bytes = 0;
  let open = '';
  let begunAt = 0;
  for await (const line of lines) {
    number += 1;
    bytes += line.length + 1;
    if (line === '' && open === '') continue;
    const whole = open === '' ? line : `${open}\n${line}`;
    if (open === '') begunAt = number;
    const isOpen = isCsv && (whole.split('"').length - 1) % 2 === 1 && number - begunAt < MOST_OPEN_LINES;
    open = isOpen ? whole : '';
    if (!isOpen) yield { line: whole, number: begunAt, bytes };
  }
  if (open !== '') yield { line: open, number: begunAt, bytes };
}

/** A description may hold a line end or two, and a forgotten quotation mark not the rest of the file. */
const MOST_OPEN_LINES = 10;

/** Says on a terminal how far it is. */
function progressOf(name: string, size: number): (bytes: number) => void {
  let toldAt = 0;
  return (bytes) => {
    if (!process.stderr.isTTY || Date.now() - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = Date.now();
    process.stderr.write(`\r${name}: ${String(Math.round((bytes / size) * 100))} %  `);
  };
}
