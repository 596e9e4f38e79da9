/** `node tools/icons.ts`: draws static/favicon.svg as the PNG files that a phone's home screen asks for. */
import { chromium } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';

const BROWSER_NOTE = 'node_modules/.cache/betti/browser';
const FOLDER = 'static/icons';
/** A launcher cuts a maskable icon to its own shape: what counts lies within 80 % of it. Source: W3C App Manifest. */
const ICONS = [
  { name: '192.png', px: 192, part: 1 },
  { name: '512.png', px: 512, part: 1 },
  { name: 'maskable-512.png', px: 512, part: 0.7 },
  { name: 'apple-touch-icon.png', px: 180, part: 0.85 },
];

const svg = readFileSync('static/favicon.svg', 'utf8');
const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(existsSync(BROWSER_NOTE) ? { executablePath: readFileSync(BROWSER_NOTE, 'utf8') } : {}),
});
mkdirSync(FOLDER, { recursive: true });
for (const { name, px, part } of ICONS) {
  const page = await browser.newPage({ viewport: { width: px, height: px } });
  const size = `${String(part * 100)}%`;
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${part === 1 ? 'transparent' : '#0b0c0d'}">
     <img src="${source}" style="width:${size};height:${size}">`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await page.screenshot({ path: `${FOLDER}/${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
