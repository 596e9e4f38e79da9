/** The seed of a run of the dose tests; BETTI_SEED repeats it. A failing property prints it, and a test that rolls dice by itself has it in its name. */
export const SEED = Number(process.env.BETTI_SEED ?? Math.trunc(Math.random() * 2 ** 31));

/** What fast-check is to be told. */
export function seeded(numRuns?: number) {
  return numRuns === undefined ? { seed: SEED } : { seed: SEED, numRuns };
}
