/** What the tests of the ways in share: a browser of its own for each person, and a look that measures a whole screen. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Browser, type Page } from '@playwright/test';
import { readQr } from '../fixtures/qr.ts';
import { MIRROR, PHONE, tooSmall } from './page.ts';

/** A second tap on the same button that comes at once is taken for a tremble. */
export const SLOWLY = { delay: 700 };

/** What browsers refused to load, or threw. */
export const complaints: string[] = [];

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });

/** A browser of its own: nobody is signed in there. */
export async function aScreen(
  browser: Browser,
  viewport: typeof MIRROR,
  { locale = 'en-US', colorScheme = 'light' }: { locale?: string; colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale, colorScheme, userAgent: agentOf(viewport) });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Ends what the screens of one file still do, so that no later file hears of it. */
export async function closeScreens(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

const agentOf = (viewport: typeof MIRROR) =>
  viewport === PHONE
    ? 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile'
    : 'Mozilla/5.0 (X11; Linux) Chrome/140.0';

/** Keeps a picture where one is wanted, and measures what is on the screen. */
export async function look(page: Page, name: string): Promise<void> {
  const to = process.env['BETTI_SHOTS'];
  await page.evaluate(() => document.fonts.ready);
  if (to !== undefined) await page.screenshot({ path: `${to}/${name}.png`, fullPage: true });
  const isMirror = page.viewportSize()?.width === MIRROR.width;
  expect(await tooSmall(page, isMirror ? { text: 32, target: 78 } : { text: 15, target: 44 }), name).toEqual(
    [],
  );
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
  await expectAccessible(page, name);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  const viewport = page.viewportSize();
  if (viewport === null) return;
  const isMirror = viewport.width === MIRROR.width;
  const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
  // As tall as the page and more, so that no target lies half under the menu at the bottom
  // even where a live line makes the page grow meanwhile.
  const slack = isMirror ? 0 : 400;
  let before: number;
  let found: string[];
  do {
    before = await tall();
    await page.setViewportSize({ ...viewport, height: slack + before });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', ...(isMirror ? ['wcag2aaa'] : [])])
      .analyze();
    await page.setViewportSize(viewport);
    found = violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(' ')}`);
    // A page that grew past the slack while it was measured was not measured whole: it is measured anew.
  } while ((await tall()) > before + slack);
  expect(found).toEqual([]);
}

/** The address in the QR code that a page shows, as a camera would read it. */
export async function scanned(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: /to scan|para escanear/ });
  await expect(code).toBeVisible();
  const path = (await code.locator('path').getAttribute('d')) ?? '';
  const size = Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
  return readQr(path, size);
}
