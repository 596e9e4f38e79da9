/** What the end-to-end tests of all screens share: viewports, opening a page without errors, and floors of size. */
import { cookiesOf } from '../fixtures/sessions.ts';
import { expect, type Browser, type Page } from '@playwright/test';

export const MIRROR = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };

export async function open(
  browser: Browser,
  url: string,
  options: { viewport: typeof MIRROR; locale?: string; colorScheme?: 'dark' | 'light' },
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  await context.addCookies(cookiesOf(url));
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await visit(page, url);
  await expect(page.locator('h1')).toBeVisible();
  expect(failures).toEqual([]);
  return page;
}

/** Goes there and waits until the page answers to hands: it opens its line to the hub as soon as it does. */
export async function visit(page: Page, url: string): Promise<void> {
  const line = page.waitForEvent('websocket');
  await page.goto(url);
  await line;
}

/** Texts smaller than a floor, and targets smaller than another, in CSS pixels. */
export function tooSmall(page: Page, floor: { text: number; target: number }): Promise<string[]> {
  return page.evaluate(({ text, target }) => {
    const isSeen = (element: Element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1;
    };
    const ownText = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
    const elements = [...document.body.querySelectorAll('*')].filter(isSeen);
    const texts = elements
      .filter((element) => ownText(element) && parseFloat(getComputedStyle(element).fontSize) < text)
      .map((element) => `text ${element.textContent?.trim() ?? ''}`);
    const targets = elements
      .filter((element) => element.matches('a, button, input, select, textarea, summary'))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return Math.min(box.width, box.height) < target;
      })
      .map((element) => `target ${element.textContent?.trim() ?? ''}`);
    return [...texts, ...targets];
  }, floor);
}
