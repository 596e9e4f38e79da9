/** The recovery sheet for a drawer: on the terminal, or as a page to print with the key as text and as a QR code. */
import { renderSVG } from 'uqr';

/** What is said on either, in short lines. */
const WORDS = [
  'This is the key to the health record on your Betti hub.',
  'If the hub loses its key, nobody can read the record or its backups without this sheet.',
  'Keep it on paper, away from the hub: one copy at home, one with someone you trust.',
  'Whoever has this sheet and the hub’s disk, or a backup, can read everything.',
  'To use it, stop the hub and run: npm run betti -- encrypt --recover',
];

/** The sheet as text. `madeOn` is a date, YYYY-MM-DD. */
export function sheetText(lines: readonly string[], madeOn: string): string {
  const key = lines.map((line, index) => `    ${String(index + 1)}   ${line}`);
  return ['Betti recovery sheet', '', ...key, '', ...WORDS, `Made ${madeOn}.`].join('\n');
}

/** The sheet as one HTML page that loads nothing. The QR code holds the four lines as they are to be typed. */
export function sheetPage(lines: readonly string[], madeOn: string): string {
  const qrCode = renderSVG(lines.join('\n'), { ecc: 'M', border: 4 });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Betti recovery sheet</title>
<style>
  body { margin: 2.5cm auto; max-width: 16cm; padding: 0 1cm; font: 13pt/1.5 sans-serif; color: #000; background: #fff; }
  ol { font: bold 17pt/2 monospace; white-space: nowrap; }
  svg { display: block; width: 5.5cm; height: 5.5cm; margin: 1cm 0; }
</style>
<h1>Betti recovery sheet</h1>
<p>${WORDS[0] ?? ''}</p>
<ol>
${lines.map((line) => `  <li>${line}</li>`).join('\n')}
</ol>
${qrCode}
${WORDS.slice(1)
  .map((words) => `<p>${words}</p>`)
  .join('\n')}
<p>Made ${madeOn}.</p>
</html>
`;
}
