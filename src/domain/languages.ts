/** What Betti speaks: each wholly, or not offered. ISO 639-1. */
export const LANGUAGES = ['en', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];
