/** What a benchmark answers: one figure a line, judged against its goal. Shapes only; the judging of ratios is rounds.ts's. */

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured on the reference of the same run, in the same unit; null where there is none. */
  readonly reference: number | null;
  /** Value to reference, the median over the rounds. */
  readonly ratio: number | null;
  /** In words, e.g. "<= 130". */
  readonly goal: string;
  /** 'inconclusive': the rounds were too far apart to tell. 'skipped': `note` says why. */
  readonly pass: boolean | 'inconclusive' | 'skipped';
  /** Spread over the rounds, and whatever explains the figure. */
  readonly note: string;
};

export type BenchOptions = {
  /** Fewer and shorter rounds, and less data: whether it runs, not how fast. */
  readonly isQuick: boolean;
};

/** One benchmark: a name for --only, and its figures. */
export type Bench = {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<readonly Figure[]>;
};

/** A goal as a bound on a number, with the words for it. */
export type Goal = { readonly words: string; readonly isMet: (value: number) => boolean };

export const atMost = (bound: number): Goal => ({
  words: `<= ${String(bound)}`,
  isMet: (value) => value <= bound,
});
export const atLeast = (bound: number): Goal => ({
  words: `>= ${String(bound)}`,
  isMet: (value) => value >= bound,
});

/** A figure without a reference: sizes and counts, which do not jitter, and times that have nothing beside them. */
export function plainFigure(name: string, value: number, unit: string, goal: Goal, note = ''): Figure {
  const rounded = round(value);
  return {
    name,
    value: rounded,
    unit,
    reference: null,
    ratio: null,
    goal: goal.words,
    pass: goal.isMet(rounded),
    note,
  };
}

export function skipped(name: string, unit: string, goal: Goal, why: string): Figure {
  return { name, value: 0, unit, reference: null, ratio: null, goal: goal.words, pass: 'skipped', note: why };
}

/** Three significant digits, which is more than any of this deserves; whole numbers from a thousand on. */
export function round(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
}
