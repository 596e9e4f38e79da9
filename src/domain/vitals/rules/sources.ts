/**
 * Where the limits come from. Which words a screen says for each stands in the message files, and nowhere else:
 * vitals.source.*, named after the id by src/lib/vitals/source-words.ts. Where there is no address, the words name it.
 */

export const SOURCE_IDS = [
  'blood-pressure',
  'low-blood-pressure',
  'low-diastolic',
  'heart-rate',
  'heart-rate-urgent',
  'oxygen',
  'fever',
  'low-temperature',
  'low-glucose',
  'high-glucose',
  'very-high-glucose',
  'breathing',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

export type Source = { readonly id: SourceId; readonly url: string | null };

export const AHA_2025: Source = {
  id: 'blood-pressure',
  url: 'https://doi.org/10.1161/HYP.0000000000000249',
};
export const NHLBI_LOW: Source = { id: 'low-blood-pressure', url: null };
/** Common practice; a note, not a category of any guideline. */
export const LOW_DIASTOLIC: Source = { id: 'low-diastolic', url: null };
export const HEART_RATE: Source = { id: 'heart-rate', url: null };
/** Common practice; no single guideline. */
export const HEART_RATE_URGENT: Source = { id: 'heart-rate-urgent', url: null };
export const SPO2: Source = { id: 'oxygen', url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9005857/' };
export const FEVER: Source = { id: 'fever', url: null };
/** Common practice. */
export const LOW_TEMPERATURE: Source = { id: 'low-temperature', url: null };
export const ADA_LOW: Source = { id: 'low-glucose', url: null };
export const ADA_OLDER: Source = {
  id: 'high-glucose',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5585298/',
};
/** Common practice; the care team may choose other numbers. */
export const GLUCOSE_HIGH: Source = { id: 'very-high-glucose', url: null };
/** Chart 1 scores breaths a minute: ≤8 three, 9–11 one, 12–20 nothing, 21–24 two, ≥25 three. */
export const NEWS2: Source = {
  id: 'breathing',
  url: 'https://www.rcplondon.ac.uk/projects/outputs/national-early-warning-score-news-2',
};
