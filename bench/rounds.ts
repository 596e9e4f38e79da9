/**
 * Measures a subject beside its reference on a machine that is never quiet: both are up together and take turns, ABBA,
 * in short slices. What is compared is the ratio of each round; its median counts, and its spread says whether to.
 */
import { round, type BenchOptions, type Figure, type Goal } from './figure.ts';

/** Beyond this share of the median, the middle half of the rounds lies too far apart to be a result. */
const MOST_SPREAD = 0.2;

type Slice = () => Promise<number>;

export type Rounds = {
  readonly subject: number;
  readonly reference: number;
  readonly ratio: number;
  /** Interquartile range of the ratios, as a share of their median. */
  readonly spread: number;
  readonly rounds: number;
};

export const roundsFor = ({ isQuick }: BenchOptions) => (isQuick ? 2 : 9);
export const sliceMsFor = ({ isQuick }: BenchOptions) => (isQuick ? 150 : 1_000);

/** Alternates slices; each answers one number, e.g. requests a second. */
export async function compare(reference: Slice, subject: Slice, rounds: number): Promise<Rounds> {
  const results: { reference: number; subject: number }[] = [];
  for (let index = 0; index < rounds; index++) {
    if (index % 2 === 0) results.push({ reference: await reference(), subject: await subject() });
    else {
      const first = await subject();
      results.push({ subject: first, reference: await reference() });
    }
  }
  const ratios = results.map((result) => result.subject / result.reference);
  const ratio = quantile(ratios, 0.5);
  return {
    subject: quantile(
      results.map((result) => result.subject),
      0.5,
    ),
    reference: quantile(
      results.map((result) => result.reference),
      0.5,
    ),
    ratio,
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / ratio,
    rounds,
  };
}

/**
 * The figure of a comparison. It passes when its value meets `goal`, or its ratio `ratioGoal`: a bare number of this
 * machine in this minute never fails by itself. A ratio that misses with rounds far apart is inconclusive.
 */
export function comparedFigure(
  name: string,
  unit: string,
  result: Rounds,
  { goal, ratioGoal }: { goal: Goal; ratioGoal: Goal },
  note = '',
): Figure {
  const isMet = goal.isMet(result.subject) || ratioGoal.isMet(result.ratio);
  const spread = `${String(result.rounds)} rounds, IQR ${(result.spread * 100).toFixed(0)} % of the median ratio`;
  return {
    name,
    value: round(result.subject),
    unit,
    reference: round(result.reference),
    ratio: round(result.ratio),
    goal: `${goal.words} or ratio ${ratioGoal.words}`,
    pass: isMet || (result.spread > MOST_SPREAD ? 'inconclusive' : false),
    note: note === '' ? spread : `${spread}; ${note}`,
  };
}

/** The value below which the share `q` of the values lies, interpolated. NaN without values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below === undefined || above === undefined ? NaN : below + (above - below) * (at - Math.floor(at));
}
