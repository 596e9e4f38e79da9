/** The whole way: a simulated cuff on the air, noble, the database, the mirror and the phone, in a real browser. */
import { rmSync } from 'node:fs';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { DEMO_CUFF } from '../radio/demo.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { cookiesOf } from '../fixtures/sessions.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { readingsOf, theResident } from '../fixtures/requests.ts';

const MIRROR = { width: 1920, height: 1080 };
const PHONE = { width: 390, height: 844 };

/** `npm run pictures` has them written to docs/images, where the README shows them. */
const PICTURES = process.env.BETTI_PICTURES ?? 'test-results';

const folder = aDataFolder();
let hub: HubProcess;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, arguments: ['--demo'] });
});
test.afterAll(async () => {
  expect((await hub.end('SIGTERM')).code).toBe(0);
  folder.remove();
  rmSync(`${folder.path}-demo`, { recursive: true });
});

async function open(browser: Browser, path: string, viewport: typeof MIRROR): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-US', colorScheme: 'dark' });
  await context.addCookies(cookiesOf(hub.url));
  const page = await context.newPage();
  await page.goto(`${hub.url}${path}`);
  return page;
}

/** When a text came onto the screen, ms UTC, asked of the page at every frame. */
const shownAt = (page: Page, text: string) =>
  page
    .waitForFunction((wanted) => (document.body.innerText.includes(wanted) ? Date.now() : 0), text, {
      polling: 'raf',
      timeout: 90_000,
    })
    .then((handle) => handle.jsonValue());

/** What the hub logged of the newest record: when its cuff was heard, and when it was on disk. */
function lastDeviceRecord() {
  const line = hub
    .output()
    .split('\n')
    .findLast((one) => one.includes('"device record"') && one.includes(DEMO_CUFF.address));
  return JSON.parse(line ?? '{}') as { discoveredAt: number; storedAt: number };
}

test('a reading of the demo cuff reaches the mirror and the phone without a reload', async ({ browser }) => {
  test.setTimeout(120_000);
  const { id } = await theResident(hub.url);
  // The first measurement is taken as the demo starts; the second finds both pages open.
  const pressures = async () =>
    (await readingsOf(hub.url, id)).filter(({ kind }) => kind === 'blood-pressure').length;
  await expect.poll(pressures, { timeout: 20_000 }).toBe(1);
  const live = await listenLive(hub.url);
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/', PHONE);
  for (const page of [mirror, phone]) {
    await expect(page.getByText('Blood pressure')).toBeVisible();
    await page.evaluate(() => Object.assign(window, { wasNotReloaded: true }));
  }

  const event = await live.event('reading.recorded', ({ data }) => data?.kind === 'blood-pressure', 60_000);
  const value = `${String(event.data?.systolicMmHg)}/${String(event.data?.diastolicMmHg)}`;
  const onMirror = await shownAt(mirror, value);
  const onPhone = await shownAt(phone, value);

  expect(event).toMatchObject({ residentId: id, data: { source: 'device' } });
  const phases = live.heard.map(({ data }) => data?.phase);
  expect(phases, 'the link was encrypted before it was subscribed').toContain('securing');
  for (const page of [mirror, phone]) {
    expect(await page.evaluate(() => 'wasNotReloaded' in window)).toBe(true);
  }
  const { discoveredAt, storedAt } = lastDeviceRecord();
  const since = (at: number) => `${String(at - discoveredAt)} ms`;
  console.log(
    `simulated radio, reading ${value}: discovered → stored ${since(storedAt)}` +
      ` → on the mirror ${since(onMirror)}, on the phone ${since(onPhone)}`,
  );
  live.close();

  await mirror.screenshot({ path: `${PICTURES}/mirror.png`, animations: 'disabled' });
  await phone.screenshot({ path: `${PICTURES}/phone.png`, animations: 'disabled' });
});
