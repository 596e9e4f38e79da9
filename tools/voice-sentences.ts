/** What the mirror says aloud: by the name of its recording, where its words are in messages/. */
import { LANGUAGES, type Language } from '#domain/languages.ts';
import type { Recording } from '#lib/doses/chime.ts';
import { wordsIn } from '#server/words.ts';

const SENTENCES: Readonly<Record<Recording, string>> = {
  night: 'doses.prompt.night',
  morning: 'doses.prompt.morning',
  midday: 'doses.prompt.midday',
  afternoon: 'doses.prompt.afternoon',
  evening: 'doses.prompt.evening',
  bedtime: 'doses.prompt.bedtime',
  'check-in': 'checkIn.spoken',
};

export type Spoken = { readonly language: Language; readonly name: string; readonly sentence: string };

/** All of it, in each language. */
export async function spoken(): Promise<Spoken[]> {
  const inEach = LANGUAGES.map(async (language) => {
    const say = await wordsIn(language);
    return Object.entries(SENTENCES).map(([name, path]) => ({ language, name, sentence: say(path) }));
  });
  return (await Promise.all(inEach)).flat();
}
