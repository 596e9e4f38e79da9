/**
 * `npm run bench`: the figures, each beside its reference. `--only NAME` runs one benchmark, `--json` prints a line of
 * JSON for each figure, `--quick` shows that all of it runs. docs/figures.md keeps the last whole run.
 */
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './figure.ts';
import { adverts } from './figures/adverts.ts';
import { authenticatedReads } from './figures/authenticated-reads.ts';
import { coldStart } from './figures/cold-start.ts';
import { dashboard } from './figures/dashboard.ts';
import { decoder } from './figures/decoder.ts';
import { durablePost } from './figures/durable-post.ts';
import { foods } from './figures/foods.ts';
import { fsync } from './figures/fsync.ts';
import { live } from './figures/live.ts';
import { memory } from './figures/memory.ts';
import { pages } from './figures/pages.ts';
import { radio } from './figures/radio.ts';
import { reads } from './figures/reads.ts';
import { reminders } from './figures/reminders.ts';
import { stall } from './figures/stall.ts';
import { storage } from './figures/storage.ts';

const BENCHES: readonly Bench[] = [
  pages,
  storage,
  decoder,
  reminders,
  coldStart,
  memory,
  dashboard,
  reads,
  authenticatedReads,
  stall,
  durablePost,
  live,
  radio,
  adverts,
  foods,
  fsync,
];

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, quick: { type: 'boolean' } },
});
const chosen = BENCHES.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(
    `There is no ${String(values.only)}. There are ${BENCHES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
let missed = 0;
for (const bench of chosen) {
  for (const figure of await bench.run({ isQuick: values.quick === true })) {
    if (figure.pass === false) missed += 1;
    console.log(values.json === true ? JSON.stringify(figure) : inWords(figure));
  }
}
// A quick run is too short to judge by.
process.exitCode = missed > 0 && values.quick !== true ? 1 : 0;

function inWords({ name, value, unit, reference, ratio, goal, pass, note }: Figure): string {
  const mark = pass === true ? 'ok  ' : pass === false ? 'MISS' : '?   ';
  const beside = reference === null ? '' : ` (reference ${String(reference)}, ratio ${String(ratio)})`;
  const why = typeof pass === 'string' ? `, ${pass}` : '';
  return `${mark} ${name}: ${String(value)} ${unit}${beside}, goal ${goal}${why}${note === '' ? '' : `; ${note}`}`;
}
