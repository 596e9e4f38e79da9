/** A report for the doctor as it is read. The page and the file draw the same one. */

/** A line that stands out, and what belongs to it. */
type ReportEntry = { readonly head: string; readonly lines: readonly string[] };
export type Section = {
  readonly title: string;
  readonly entries: readonly ReportEntry[];
  readonly empty: string;
};

/** Each line of a chart from left (0) to right (1) and from its least (0) to its greatest (1). */
export type DrawnChart = {
  readonly title: string;
  readonly summary: readonly string[];
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly top: string;
  readonly bottom: string;
  readonly left: string;
  readonly right: string;
};

export type Report = {
  readonly title: string;
  readonly about: readonly string[];
  readonly sections: readonly Section[];
  readonly chartsTitle: string;
  readonly charts: readonly DrawnChart[];
  readonly note: string;
};
