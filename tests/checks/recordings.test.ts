/** A recording that the mirror plays says what its screen says. */
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { spoken } from '../../tools/voice-sentences.ts';
import said from '../../tools/voice-said.json' with { type: 'json' };

describe('the recordings', async () => {
  const sentences = await spoken();

  it('say what the messages say; else: node tools/record-voice.ts', () => {
    expect(said).toEqual(sentences);
  });

  it.each(sentences)('are there, and sound: $language $name', ({ language, name }) => {
    const path = `static/voice/${language}/${name}.opus`;
    // RFC 7845: an Ogg page, whose packet is the head of Opus.
    expect(readFileSync(path).subarray(0, 4).toString()).toBe('OggS');
    expect(readFileSync(path).subarray(28, 36).toString()).toBe('OpusHead');
    expect(statSync(path).size).toBeGreaterThan(2_000);
    expect(statSync(path).size).toBeLessThan(30_000);
  });
});
