/**
 * `node tools/record-voice.ts`: records what the mirror says aloud, for a screen whose browser has no voice of its own.
 * To be run after a sentence was changed; needs `apt install espeak-ng opus-tools`. What each recording says is kept
 * beside them, and tests/checks/recordings.test.ts compares it with the messages.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { spoken } from './voice-sentences.ts';

const FOLDER = 'static/voice';
const VOICES = { en: 'en-us', es: 'es-419' } as const;
/** Slower than the 175 of the program itself. */
const WORDS_PER_MINUTE = '145';
const KBIT_PER_SECOND = '24';

const sentences = await spoken();
for (const { language, name, sentence } of sentences) {
  mkdirSync(`${FOLDER}/${language}`, { recursive: true });
  const input = execFileSync('espeak-ng', [
    '-v',
    VOICES[language],
    '-s',
    WORDS_PER_MINUTE,
    '--stdout',
    sentence,
  ]);
  const path = `${FOLDER}/${language}/${name}.opus`;
  execFileSync('opusenc', ['--quiet', '--bitrate', KBIT_PER_SECOND, '--discard-comments', '-', path], {
    input,
  });
}
writeFileSync('tools/voice-said.json', `${JSON.stringify(sentences, null, 2)}\n`);
console.log(`${String(sentences.length)} sentences are recorded.`);
