/** The mirror goes back to its home by itself: after a warning that a touch answers, and also past a hub that is away.
 * A touch is answered whatever comes meanwhile. */
import { expect, test, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { cookiesOf } from '../fixtures/sessions.ts';
import { link } from './look.ts';
import { MIRROR, open, visit } from './page.ts';

const WARNING = 'Going back to the clock soon. Touch to stay.';

let folder: ReturnType<typeof aDataFolder>;
let hub: HubProcess;
test.beforeEach(async () => {
  folder = aDataFolder();
  hub = await startHub({ dataFolder: folder.path });
});
test.afterEach(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

/** What the clock of the page is put forward by, beside what passes by itself. */
const pass = (page: Page, seconds: number) => page.clock.runFor(seconds * 1_000);

test('nobody touches it for a minute, twice', async ({ browser }) => {
  const context = await browser.newContext({ viewport: MIRROR, locale: 'en-US' });
  await context.addCookies(cookiesOf(hub.url));
  const mirror = await context.newPage();
  const failures: string[] = [];
  mirror.on('pageerror', (error) => failures.push(error.message));
  await mirror.clock.install();
  await visit(mirror, `${hub.url}/mirror/vitals/blood-pressure`);

  await pass(mirror, 45);
  await expect(mirror.getByText(WARNING)).toBeVisible();
  await mirror.locator('h1').click();
  await expect(mirror.getByText(WARNING)).toBeHidden();
  await pass(mirror, 30);
  await expect(mirror).toHaveURL(/blood-pressure$/);
  await pass(mirror, 35);
  await mirror.waitForURL('**/mirror');

  await mirror.getByRole('link', { name: 'Settings' }).click();
  await mirror.waitForURL('**/mirror/settings');
  await hub.end('SIGTERM');
  // What it goes back to may be known already or not: it stays, or says that it cannot be loaded.
  await pass(mirror, 65);
  hub = await startHub({ dataFolder: folder.path, port: Number(new URL(hub.url).port) });
  await pass(mirror, 45);
  await mirror.waitForURL('**/mirror');
  await expect(mirror.getByRole('link', { name: 'Settings' })).toBeVisible();
  expect(failures).toEqual([]);
  await context.close();
});

test('a touch on a link is not lost to a reading that comes in that moment', async ({ browser }) => {
  const { id } = await theResident(hub.url);
  const page = `${hub.url}/mirror/vitals/blood-pressure`;
  const mirror = await open(browser, page, { viewport: MIRROR });
  let letThrough: () => void = () => undefined;
  const isLetThrough = new Promise<void>((resolve) => (letThrough = resolve));
  const askedFor = mirror.waitForRequest(/\/dashboard$/);
  await mirror.route(/\/dashboard$/, async (route) => {
    await isLetThrough;
    await route.continue();
  });
  await link(mirror, 'Back').click();
  await askedFor;
  await recordBloodPressure(hub.url, id, { systolicMmHg: 127 });
  await expect(mirror.getByText(/127/).first()).toBeVisible();
  letThrough();
  await mirror.waitForURL('**/mirror');
});
