/** Draws a report as a PDF, on A4 with room at the edges for a doctor's pen, in the letters of the screens. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DrawnChart, Report } from '#contracts/report.ts';

const EDGE = 56;
const [TITLE, HEADING, BODY, SMALL] = [20, 14, 11, 9];
const CHART_HEIGHT = 90;
const GREY = '#555555';
const FONT = '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next';
const require = createRequire(import.meta.url);

type Document = PDFKit.PDFDocument;

/** Loaded with the first report: 17 MB of code that a hub without a doctor does without. */
export async function reportFile(report: Report): Promise<Uint8Array<ArrayBuffer>> {
  const { default: PDFDocument } = await import('pdfkit');
  const [latin, further] = await Promise.all(
    ['latin', 'latin-ext'].map((set) => readFile(require.resolve(`${FONT}-${set}-400-normal.woff`))),
  );
  const document = new PDFDocument({
    size: 'A4',
    margin: EDGE,
    info: { Title: report.title, Creator: 'Betti' },
  });
  if (latin !== undefined) document.registerFont('latin', latin);
  if (further !== undefined) document.registerFont('further', further);
  const chunks: Uint8Array[] = [];
  const isDone = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });

  write(document, report.title, TITLE);
  for (const line of report.about) write(document, line, SMALL, GREY);
  for (const { title, entries, empty } of report.sections) {
    heading(document, title);
    if (entries.length === 0) write(document, empty, BODY, GREY);
    for (const { head, lines } of entries) {
      keepTogether(document, (lines.length + 1) * BODY * 1.5);
      write(document, head, BODY);
      for (const line of lines) write(document, line, BODY, GREY);
      document.moveDown(0.4);
    }
  }
  if (report.charts.length > 0) heading(document, report.chartsTitle);
  for (const chart of report.charts) draw(document, chart);
  write(document, report.note, SMALL, GREY);
  document.end();
  await isDone;
  return Uint8Array.from(Buffer.concat(chunks));
}

/** What the first font has letters for: Latin-1, dashes, quotes, the euro, minus. What it lacks is of the second. */
const FIRST = /[ -~\u00a0-\u00ff\u2013-\u2026\u20ac\u2212]+/;
const RUNS = new RegExp(`(${FIRST.source})`);

function write(document: Document, text: string, size: number, colour = '#000000'): void {
  document.fontSize(size).fillColor(colour);
  const runs = text.split(RUNS).filter((run) => run !== '');
  for (const [index, run] of runs.entries()) {
    document.font(FIRST.test(run) ? 'latin' : 'further').text(run, { continued: index < runs.length - 1 });
  }
}

function heading(document: Document, text: string): void {
  document.moveDown(0.8);
  keepTogether(document, HEADING * 4);
  write(document, text, HEADING);
  document.moveDown(0.2);
}

function keepTogether(document: Document, height: number): void {
  if (document.y + height > document.page.height - EDGE) document.addPage();
}

function draw(document: Document, { title, summary, lines, top, bottom, left, right }: DrawnChart): void {
  keepTogether(document, CHART_HEIGHT + (summary.length + 3) * BODY * 1.5);
  write(document, title, BODY);
  write(document, top, SMALL, GREY);
  const [x, y, width] = [EDGE, document.y, document.page.width - 2 * EDGE];
  document.lineWidth(0.5).rect(x, y, width, CHART_HEIGHT).stroke(GREY);
  for (const line of lines) {
    const points = line.map((one) => ({ x: x + one.x * width, y: y + (1 - one.y) * CHART_HEIGHT }));
    for (const [index, point] of points.entries())
      if (index === 0) document.moveTo(point.x, point.y);
      else document.lineTo(point.x, point.y);
    document.lineWidth(1).stroke('#000000');
    for (const point of points) document.circle(point.x, point.y, 1.5).fill('#000000');
  }
  document.x = x;
  document.y = y + CHART_HEIGHT + 2;
  write(document, bottom, SMALL, GREY);
  write(document, `${left} – ${right}`, SMALL, GREY);
  for (const line of summary) write(document, line, BODY, GREY);
  document.moveDown(0.6);
}
