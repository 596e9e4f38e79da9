// Sounds of a reminder, made by the screen itself, so that they need no network: a chime, then a voice where there is one.
import { getLocale } from '#lib/paraglide/runtime.js';
import type { PartOfDay } from './words.ts';

/**
 * Two tones, E5 and C5. Hearing that went with age has lost the high ones first: 500 to 2000 Hz stay longest.
 * Source: ISO 7029:2017, hearing thresholds by age.
 */
const TONES_HZ = [659.26, 523.25];
const TONE_SECONDS = 0.5;
/** Louder with each repeat. */
const VOLUMES = [0.25, 0.5, 0.75, 1];

let audio: AudioContext | undefined;

/** `loudness`: 0 for the softest. Resolves when it is over; says nothing where the browser lets no page sound. */
export async function chime(loudness: number): Promise<void> {
  try {
    audio ??= new AudioContext();
    await audio.resume();
    const volume = VOLUMES[Math.min(loudness, VOLUMES.length - 1)] ?? 1;
    const ended = TONES_HZ.map((hertz, index) =>
      tone(audio as AudioContext, hertz, index * TONE_SECONDS, volume),
    );
    await Promise.all(ended);
  } catch {
    // A browser without sound, or one that nobody has touched yet: the prompt is on the screen all the same.
  }
}

function tone(context: AudioContext, hertz: number, afterSeconds: number, volume: number): Promise<void> {
  const from = context.currentTime + afterSeconds;
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.05);
  gain.gain.exponentialRampToValueAtTime(0.001, from + TONE_SECONDS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + TONE_SECONDS);
  return new Promise((resolve) => {
    oscillator.onended = () => resolve();
  });
}

/** Slower than usual speech. */
const SPEECH_RATE = 0.9;

/** What tools/record-voice.ts has recorded: a part of the day's medicines, and the question whether all is well. */
export type Recording = PartOfDay | 'check-in';

/**
 * Says a sentence in the page's language, by a voice of the machine itself; where it has none, as most mirrors, the
 * recording says it. Neither needs a network.
 */
export function say(sentence: string, recording: Recording): void {
  if (speak(sentence)) return;
  // Refused where the browser lets no page sound: the prompt is on the screen all the same.
  new Audio(`/voice/${getLocale()}/${recording}.opus`).play().catch(() => undefined);
}

/** Says a sentence by a voice of the machine itself; false where it has none for the page's language. */
export function speak(sentence: string): boolean {
  const language = getLocale();
  const voices = 'speechSynthesis' in globalThis ? speechSynthesis.getVoices() : [];
  const own = voices.find(({ lang, localService }) => localService && lang.startsWith(language));
  if (own === undefined) return false;
  const utterance = new SpeechSynthesisUtterance(sentence);
  utterance.voice = own;
  utterance.lang = own.lang;
  utterance.rate = SPEECH_RATE;
  speechSynthesis.speak(utterance);
  return true;
}
