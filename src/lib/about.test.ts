import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import messages from '../../messages/en.json' with { type: 'json' };

it('the page about Betti says what docs/intended-use.md says, word for word', () => {
  const document = readFileSync('docs/intended-use.md', 'utf8').replaceAll('**', '');
  const { title: _title, line: _line, ...said } = messages.about;
  for (const text of Object.values(said)) expect(document).toContain(text);
});
