/**
 * A phone that was told to trust the home's authority, as a real Chromium with a certificate store of its own. No flag
 * that ignores certificates anywhere: what the browser refuses without the authority is the point.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { cookiesOf } from '../fixtures/sessions.ts';
import { makeHomeCertificates } from '../fixtures/tls.ts';
import { PHONE, tooSmall } from './page.ts';

const folder = aDataFolder();
const homes: string[] = [];
let hub: HubProcess;
let certificates: Awaited<ReturnType<typeof makeHomeCertificates>>;
let url: string;
/** A phone that was told to trust the authority, and one that was told nothing. */
let trusting: BrowserContext;
let strange: BrowserContext;
test.beforeAll(async () => {
  certificates = await makeHomeCertificates(folder.path);
  hub = await startHub({ dataFolder: folder.path, httpPort: 0 });
  url = `https://localhost:${new URL(hub.url).port}`;
  trusting = await aPhone({ trusts: certificates.files.authorityCertificate });
  strange = await aPhone();
});
test.afterAll(async () => {
  await Promise.all([trusting.close(), strange.close()]);
  await hub.end('SIGTERM');
  for (const path of homes) rmSync(path, { recursive: true, force: true });
  folder.remove();
});

/** A browser with a home directory of its own, where Chromium keeps the authorities it was told to trust. */
async function aPhone({ trusts }: { trusts?: string } = {}): Promise<BrowserContext> {
  const home = mkdtempSync(join(tmpdir(), 'betti-phone-'));
  homes.push(home);
  const store = join(home, '.pki/nssdb');
  mkdirSync(store, { recursive: true });
  const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${store}`, ...args]);
  certutil('-N', '--empty-password');
  // C: trusted to vouch for servers.
  if (trusts !== undefined) certutil('-A', '-n', 'Betti home', '-t', 'C,,', '-i', trusts);
  const { executablePath, args } = test.info().project.use.launchOptions ?? {};
  return chromium.launchPersistentContext(join(home, 'profile'), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: args ?? [],
    env: { ...process.env, HOME: home },
    viewport: PHONE,
    locale: 'en-US',
  });
}

/** The page that tells how to trust the hub, with the steps for a phone. */
async function connectPage(phone: 'iPhone or iPad' | 'Android'): Promise<Page> {
  const page = await trusting.newPage();
  await page.goto(`${url}/connect`);
  await expect(page.getByText('This phone trusts Betti at localhost')).toBeVisible();
  await page.getByRole('radio', { name: phone }).check();
  return page;
}

test('a phone that trusts the authority opens the pages in a secure context, without a warning', async () => {
  await trusting.addCookies(cookiesOf(hub.url).map((cookie) => ({ ...cookie, url })));
  const page = await trusting.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  const line = page.waitForEvent('websocket');
  const answer = await page.goto(`${url}/`);
  expect(answer?.status()).toBe(200);
  expect((await answer?.securityDetails())?.issuer).toContain('Betti home');
  expect((await line).url()).toMatch(/^wss:\/\/localhost:/);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  expect(await page.evaluate(() => 'mediaDevices' in navigator)).toBe(true);
  const registered = await page.evaluate(async () => {
    const { active, scope } = await navigator.serviceWorker.ready;
    return { script: active?.scriptURL, scope };
  });
  expect(registered).toEqual({ script: `${url}/service-worker.js`, scope: `${url}/` });
  await page.goto(`${url}/connect`);
  await expect(page.getByText('This phone trusts Betti at localhost')).toBeVisible();
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  expect(failures).toEqual([]);
});

test('a phone that was told nothing refuses the hub', async () => {
  const page = await strange.newPage();
  for (const path of ['/', '/connect'])
    await expect(page.goto(`${url}${path}`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
});

test('a phone that was only waved past its warning is not called trusting', async () => {
  const page = await strange.newPage();
  await page.goto(`${url}/connect`).catch(() => undefined);
  await page.locator('#details-button').click();
  await page.locator('#proceed-link').click();
  await expect(page.locator('h1')).toHaveText('Connect this phone');
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  await expect(page.getByText('This phone does not trust Betti yet')).toBeVisible();
});

for (const [phone, button, type] of [
  ['iPhone or iPad', 'Get the profile', 'application/x-apple-aspen-config'],
  ['Android', 'Get the certificate', 'application/x-x509-ca-cert'],
] as const) {
  test(`the steps for ${phone} lead to the file that this phone takes`, async () => {
    const page = await connectPage(phone);
    const href = await page.getByRole('link', { name: button }).getAttribute('href');
    const file = await page.evaluate(async (path) => {
      const answer = await fetch(path);
      return { status: answer.status, type: answer.headers.get('content-type') };
    }, href ?? '');
    expect(file).toEqual({ status: 200, type });
    await expect(page.getByText(certificates.authority.parsed.fingerprint256)).toBeVisible();
    await expect(page.getByText(/^http:\/\/localhost:\d+\/betti-ca\.crt$/)).toBeVisible();
    await page.screenshot({ path: `test-results/connect-${type.slice(14, 19)}.png`, fullPage: true });
  });
}

test('the page is readable in both languages and themes, reachable, and fits the phone', async () => {
  test.setTimeout(120_000);
  const page = await connectPage('iPhone or iPad');
  for (const language of ['English', 'Español']) {
    await page.getByRole('button', { name: language }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'es');
    await page.getByRole('radio', { name: /iPhone/ }).check();
    expect(await tooSmall(page, { text: 15, target: 44 })).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      );
      await page.screenshot({ path: `test-results/connect-${language}-${colorScheme}.png`, fullPage: true });
    }
  }
});
