/** What a first visit downloads, as Chromium counts it: scripts and styles as they travel, and how many requests. */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, type Response } from '@playwright/test';
import { aFolderWith } from '../dataset.ts';
import { atMost, plainFigure, skipped, type Bench } from '../figure.ts';
import { cookiesOf } from '../../tests/fixtures/sessions.ts';
import { startBenchHub } from '../hubs.ts';

/** Where tools/setup.mjs notes the browser of the tests. */
const BROWSER_NOTE = 'node_modules/.cache/betti/browser';
const KILOBYTE = 1_000;

const PAGES = [
  { name: 'mirror', path: '/mirror', scriptKb: 80, mostStyleKb: 20, mostRequests: 15 },
  { name: 'phone', path: '/', scriptKb: 55, mostStyleKb: 15, mostRequests: 15 },
  // Not first pages: what is read after them, whole, when one is the first after all.
  {
    name: 'mirror vitals',
    path: '/mirror/vitals/blood-pressure',
    scriptKb: 80,
    mostStyleKb: 20,
    mostRequests: 20,
  },
  { name: 'phone vitals', path: '/vitals', scriptKb: 80, mostStyleKb: 20, mostRequests: 20 },
];

export const pages: Bench = {
  name: 'pages',
  run: async () => {
    if (!existsSync(BROWSER_NOTE)) {
      return [
        skipped('page weights', 'KB', atMost(0), 'no browser yet: node tools/setup.mjs test finds one'),
      ];
    }
    const folder = await aFolderWith(0);
    const hub = await startBenchHub(folder.path);
    const browser = await chromium.launch({
      executablePath: readFileSync(BROWSER_NOTE, 'utf8'),
      args: ['--no-sandbox'],
    });
    const figures = [];
    for (const { name, path, scriptKb, mostStyleKb, mostRequests } of PAGES) {
      const context = await browser.newContext();
      await context.addCookies(cookiesOf(hub.url));
      const page = await context.newPage();
      const answers: Response[] = [];
      page.on('response', (response) => answers.push(response));
      await page.goto(hub.url + path, { waitUntil: 'networkidle' });
      const weigh = async (type: string) => {
        const bodies = await Promise.all(
          answers.filter((answer) => answer.request().resourceType() === type).map((answer) => answer.body()),
        );
        return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / KILOBYTE;
      };
      // Small styles travel inside the document.
      const inDocument = await page.locator('style').allTextContents();
      const styleKb = (await weigh('stylesheet')) + gzipSync(inDocument.join('')).length / KILOBYTE;
      const kinds = new Map<string, number>();
      for (const answer of answers) {
        const kind = answer.request().resourceType();
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
      const note = [...kinds].map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
      figures.push(
        plainFigure(`${name} page, scripts`, await weigh('script'), 'KB gz', atMost(scriptKb)),
        plainFigure(`${name} page, styles`, styleKb, 'KB gz', atMost(mostStyleKb)),
        plainFigure(`${name} page, requests`, answers.length, '', atMost(mostRequests), note),
      );
      await context.close();
    }
    await browser.close();
    await hub.end('SIGTERM');
    folder.remove();
    return figures;
  },
};
