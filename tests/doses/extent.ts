/** How much of the dose tests runs: the short form in `npm test`, the whole with BETTI_DOSES=whole. BETTI_SEED repeats a run. */

const isWhole = process.env.BETTI_DOSES === 'whole';

/** The number for this run. */
export const howMany = (short: number, whole: number): number => (isWhole ? whole : short);

/** The seed of this run; a failing property prints it, and a test that rolls dice by itself has it in its name. */
export const SEED = Number(process.env.BETTI_SEED ?? Math.trunc(Math.random() * 2 ** 31));

/** What fast-check is to be told. */
export function seeded(numRuns?: number) {
  return numRuns === undefined ? { seed: SEED } : { seed: SEED, numRuns };
}
