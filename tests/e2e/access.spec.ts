/**
 * Who comes in, as people do it: the first run from the QR code on the mirror, further phones with the same number on
 * both screens, and a phone that loses its live page when it is signed out. Every page on the way is measured.
 */
import { expect, test, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aScreen, button, closeScreens, complaints, link, look, scanned, SLOWLY } from './look.ts';
import { MIRROR, PHONE } from './page.ts';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 10_000 });

/** How long a revoked phone may keep its live page. */
const LOST_WITHIN_MS = 1_000;

const folder = aDataFolder();
let hub: HubProcess;
let mirror: Page;
let owner: Page;
let viewer: Page;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, isLeftAlone: true });
});
test.afterAll(async ({ browser }) => {
  await closeScreens(browser);
  await hub.end('SIGTERM');
  folder.remove();
});
test.afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const matchNumberOn = (page: Page) => page.locator('[data-match]').getAttribute('data-match');
/** A place of the menu at the bottom of a phone. */
const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true });
test('before anyone came in, no page opens, and the mirror needs its link', async ({ browser }) => {
  const stranger = await aScreen(browser, PHONE);
  const answer = await stranger.goto(`${hub.url}/`);
  expect(answer?.status()).toBe(403);
  await expect(stranger.getByText('This Betti is not set up yet. Look at the mirror.')).toBeVisible();
  await look(stranger, 'closed');
  for (const path of ['/vitals', '/more', '/people', '/devices', '/hub', '/connect', '/no-such-page']) {
    expect((await stranger.goto(hub.url + path))?.status(), path).toBeGreaterThanOrEqual(403);
  }

  mirror = await aScreen(browser, MIRROR);
  await mirror.goto(`${hub.url}/mirror`);
  await expect(mirror.getByText('This mirror is not signed in yet.')).toBeVisible();
  await look(mirror, 'mirror-not-signed-in');
});

test('the first run goes from the QR code on the mirror to the home, with nothing typed on the mirror', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const [, url = ''] = / Mirror {2}(http\S+)\n/.exec(hub.output()) ?? [];
  await mirror.goto(url);
  await mirror.waitForURL('**/mirror/setup');
  const address = await scanned(mirror);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pair#[\w-]{43}$/);
  const picture = await mirror.getByRole('img', { name: /scan/i }).boundingBox();
  expect(picture?.width).toBeGreaterThanOrEqual(500);
  expect(await mirror.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(
    MIRROR.height,
  );
  await look(mirror, 'mirror-setup');

  owner = await aScreen(browser, PHONE, { colorScheme: 'dark' });
  await owner.goto(address);
  await expect(owner).toHaveURL(/\/pair$/);
  await expect(owner.getByRole('textbox')).toHaveValue('Phone');
  await look(owner, 'pair-device');
  await button(owner, 'Next').click(SLOWLY);
  await owner.getByRole('textbox', { name: 'What is your name?' }).fill('Ana');
  await look(owner, 'pair-name');
  await button(owner, 'Next').click(SLOWLY);
  await owner.waitForURL('**/setup');
  await expect(mirror.getByRole('heading', { name: 'Ana’s phone is here.' })).toBeVisible();
  await look(mirror, 'mirror-setup-claimed');

  await button(owner, 'Next').click(SLOWLY);
  await expect(owner.getByText('Please answer this first.')).toBeVisible();
  await owner.getByRole('radio', { name: 'Someone I care for' }).check();
  await look(owner, 'setup-who');
  await button(owner, 'Next').click(SLOWLY);
  await owner.getByRole('textbox').fill('Rosa');
  await look(owner, 'setup-name');
  await button(owner, 'Next').click(SLOWLY);
  await owner.getByRole('combobox').selectOption('Europe/Berlin');
  await look(owner, 'setup-zone');
  await button(owner, 'Next').click(SLOWLY);
  await look(owner, 'setup-language');
  await button(owner, 'Finish').click(SLOWLY);
  await expect(owner.getByText('Betti is ready')).toBeVisible();
  await look(owner, 'setup-done');
  await button(owner, 'Go to today').click(SLOWLY);
  await expect(owner.getByRole('heading', { name: 'Rosa, at home' })).toBeVisible();
  await mirror.waitForURL('**/mirror');
  await expect(link(mirror, 'People')).toBeVisible();
  await look(mirror, 'mirror-home');
});

test('a phone is let in at the mirror, where both show the same number', async ({ browser }) => {
  test.setTimeout(120_000);
  await link(owner, 'More').click();
  await expect(owner.getByText(/good on the home network only/)).toBeVisible();
  await look(owner, 'more');
  await link(owner, 'Does this phone trust Betti?').click();
  // A browser trusts the machine that it runs on.
  await expect(owner.getByText('This phone trusts Betti at 127.0.0.1')).toBeVisible();
  await look(owner, 'connect');
  await link(owner, 'Go to Betti').click();
  await place(owner, 'More').click();
  await link(owner, 'People').click();
  await link(owner, 'Let someone in').click();
  await owner.getByRole('radio', { name: 'Family or a friend who only looks' }).check();
  await owner.getByRole('textbox').fill('José');
  await owner.getByRole('switch', { name: /Pills/ }).click();
  await look(owner, 'invite');
  await button(owner, 'Make the code').click(SLOWLY);
  const address = await scanned(owner);
  await look(owner, 'invite-code');
  const code = (await owner.locator('.code').innerText()).toLowerCase().replace(' ', '-');

  viewer = await aScreen(browser, PHONE);
  await viewer.goto(`${hub.url}/`);
  await viewer.waitForURL('**/pair');
  await expect(viewer.getByText(/At the mirror, touch “People”/)).toBeVisible();
  await viewer.getByRole('textbox', { name: 'Type the code' }).fill('wrong-12');
  await button(viewer, 'Next').click(SLOWLY);
  await expect(viewer.getByText('This code is not good, or not any more.')).toBeVisible();
  await look(viewer, 'pair-wrong');
  await viewer.getByRole('textbox', { name: 'Type the code' }).fill(code);
  await button(viewer, 'Next').click(SLOWLY);
  await expect(viewer.getByText('Does the mirror show the same number?')).toBeVisible();

  await expect(mirror.getByText('José wants to come in')).toBeVisible();
  const number = await matchNumberOn(mirror);
  expect(number).toMatch(/^\d{6}$/);
  expect(await matchNumberOn(viewer)).toBe(number);
  await expect(owner.getByText(number ?? '')).toBeVisible();
  await look(viewer, 'pair-waiting');
  await look(mirror, 'mirror-prompt');
  await button(mirror, 'Yes, let them in').click(SLOWLY);
  await expect(viewer.getByRole('heading', { name: 'Rosa, at home' })).toBeVisible();
  await expect(mirror.getByText('José wants to come in')).toBeHidden();
  await expect(owner.getByText('José is in.')).toBeVisible();

  const late = await aScreen(browser, PHONE);
  await late.goto(address);
  await button(late, 'Next').click(SLOWLY);
  await expect(late.getByText('This code is not good, or not any more.')).toBeVisible();
});

test('a phone that only looks has no way to write, and no page that is not for it', async () => {
  await expect(link(viewer, /write/i)).toHaveCount(0);
  await expect(link(viewer, 'Devices')).toHaveCount(0);
  await look(viewer, 'viewer-today');
  await place(viewer, 'Readings').click();
  await expect(viewer.getByRole('heading', { name: 'Readings', exact: true })).toBeVisible();
  await expect(link(viewer, 'Units and own limits')).toHaveCount(0);
  await link(viewer, 'More').click();
  await expect(link(viewer, 'Phones and screens')).toBeVisible();
  await expect(viewer.getByText(/^Shared with you: Readings, Food and drinks, /)).toBeVisible();
  await expect(link(viewer, 'People')).toHaveCount(0);
  await look(viewer, 'viewer-more');
  for (const path of ['/people', '/hub', '/looked', '/devices']) {
    expect((await viewer.goto(hub.url + path))?.status(), path).toBe(403);
  }
  await expect(viewer.getByText('This is not shared with you.')).toBeVisible();
  await viewer.goto(`${hub.url}/`);
});

test('the mirror says who looked, and what is shared can be changed there', async () => {
  test.setTimeout(120_000);
  await link(mirror, 'People').click();
  await expect(mirror.getByRole('heading', { name: 'Who is let in' })).toBeVisible();
  await look(mirror, 'mirror-people');
  await link(mirror, 'Who looked').click();
  await expect(mirror.getByText(/^José looked at your .*readings/)).toBeVisible();
  await expect(mirror.getByText(/^Today at \d/).first()).toBeVisible();
  await look(mirror, 'mirror-looked');
  await link(mirror, 'Back').click();
  await link(mirror, 'José').click();
  const readings = mirror.getByRole('switch', { name: /Readings/ });
  await expect(readings).toBeChecked();
  await expect(mirror.getByRole('switch', { name: /Pills/ })).not.toBeChecked();
  await look(mirror, 'mirror-person');
  await readings.click();
  await expect(readings).not.toBeChecked();

  await viewer.reload();
  await expect(viewer.getByRole('heading', { name: 'Rosa, at home' })).toBeVisible();
  await expect(place(viewer, 'Readings')).toHaveCount(0);
  expect((await viewer.goto(`${hub.url}/vitals`))?.status()).toBe(403);
  await readings.click();
  await expect(readings).toBeChecked();
});

test('a phone that is signed out at the mirror loses its live page within a second', async () => {
  const line = viewer.waitForEvent('websocket');
  await viewer.goto(`${hub.url}/`);
  await line;
  await expect(viewer.getByRole('heading', { name: 'Rosa, at home' })).toBeVisible();
  await button(mirror, /Sign out/).click(SLOWLY);
  await look(mirror, 'mirror-sign-out');
  const left = viewer.waitForURL('**/pair?signed-out').then(() => performance.now());
  const asked = mirror
    .waitForRequest((request) => request.method() === 'DELETE')
    .then((request) => ({ request, at: performance.now() }));
  await button(mirror, 'Yes, sign out').click(SLOWLY);
  const { request, at } = await asked;
  expect((await request.response())?.status()).toBe(204);
  const tookMs = (await left) - at;
  test.info().annotations.push({ type: 'lost its page', description: `${tookMs.toFixed(0)} ms` });
  expect(tookMs).toBeLessThan(LOST_WITHIN_MS);
  await viewer.goto(`${hub.url}/vitals`);
  await expect(viewer).toHaveURL(/\/pair\?signed-out$/);
  await expect(viewer.getByRole('heading', { name: 'This device is signed out' })).toBeVisible();
  await expect(viewer.getByText(/^You need a code\. At the mirror/)).toBeVisible();
  await look(viewer, 'pair-signed-out');
});

test('a button is not to be pressed before its page listens, so that no secret is lost', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${hub.url}/pair#${'A'.repeat(22)}`);
  await expect(button(page, 'Next')).toBeDisabled();
  await context.close();
});

test('the mirror makes a code by itself, and says no', async ({ browser }) => {
  await mirror.goto(`${hub.url}/mirror/people/invite`);
  await look(mirror, 'mirror-invite');
  await button(mirror, 'Someone who helps with care').click(SLOWLY);
  const address = await scanned(mirror);
  await look(mirror, 'mirror-invite-code');
  const phone = await aScreen(browser, PHONE);
  await phone.goto(address);
  await button(phone, 'Next').click(SLOWLY);
  await phone.getByRole('textbox', { name: 'What is your name?' }).fill('Eve');
  await button(phone, 'Next').click(SLOWLY);
  await expect(mirror.getByText('Eve wants to come in')).toBeVisible();
  await button(mirror, 'No').click(SLOWLY);
  await expect(phone.getByText('This device was not let in.')).toBeVisible();
  await look(phone, 'pair-refused');
});

test('a doctor gets a link that ends, and the owner lets the link go', async ({ browser }) => {
  await owner.goto(`${hub.url}/people/invite`);
  await owner.getByRole('radio', { name: 'A doctor or nurse, for a while' }).check();
  await button(owner, 'Make the link').click(SLOWLY);
  await expect(owner.getByText('Please write whose link it is.')).toBeVisible();
  await owner.getByRole('textbox').fill('Dr. Chen');
  await button(owner, 'Make the link').click(SLOWLY);
  const address = await scanned(owner);
  await look(owner, 'invite-link');
  const doctor = await aScreen(browser, PHONE);
  await doctor.goto(address);
  await button(doctor, 'Next').click(SLOWLY);
  await expect(doctor.getByRole('heading', { name: 'Rosa, at home' })).toBeVisible();

  await owner.goto(`${hub.url}/people`);
  await look(owner, 'people');
  await link(owner, 'Dr. Chen').click();
  await look(owner, 'person');
  await button(owner, 'Let Dr. Chen go').click(SLOWLY);
  await button(owner, 'Yes, let go').click(SLOWLY);
  await doctor.waitForURL('**/pair?signed-out');
  await expect(link(owner, 'Dr. Chen')).toHaveCount(0);
});

test('further pages of the owner’s phone, and all of them in Spanish', async ({ browser }) => {
  test.setTimeout(180_000);
  for (const path of ['/signed-in', '/looked', '/hub']) {
    await owner.goto(hub.url + path);
    await expect(owner.getByRole('heading', { level: 1 })).toBeVisible();
    await look(owner, `owner${path.replace('/', '-')}`);
  }
  await owner.getByRole('textbox').fill('not a name!');
  await button(owner, 'Save').click(SLOWLY);
  await expect(owner.getByText(/not a name of a computer/)).toBeVisible();
  await owner.getByRole('textbox').fill('betti.example.net');
  await button(owner, 'Save').click(SLOWLY);
  await expect(owner.getByText('Saved')).toBeVisible();

  const { cookies } = await owner.context().storageState();
  const spanish = await aScreen(browser, PHONE, { locale: 'es-ES', colorScheme: 'dark' });
  await spanish.context().addCookies(cookies);
  const paths = ['/more', '/people', '/people/invite', '/signed-in', '/looked', '/hub', '/pair', '/connect'];
  for (const path of paths) {
    await spanish.goto(hub.url + path);
    await expect(spanish.locator('html')).toHaveAttribute('lang', 'es');
    await look(spanish, `es${path.replaceAll('/', '-')}`);
  }
  const spanishMirror = await aScreen(browser, MIRROR, { locale: 'es-ES' });
  await spanishMirror.goto(`${hub.url}/mirror`);
  await expect(spanishMirror.getByText('Este espejo todavía no ha entrado.')).toBeVisible();
  await look(spanishMirror, 'es-mirror-not-signed-in');
});

test('the owner signs this phone out, and it is out', async () => {
  await owner.goto(`${hub.url}/signed-in`);
  await owner.getByRole('article').filter({ hasText: 'This device' }).getByRole('button').click();
  await button(owner, 'Yes, sign out').click(SLOWLY);
  await owner.waitForURL('**/pair?signed-out');
  await owner.goto(`${hub.url}/people`);
  await expect(owner).toHaveURL(/\/pair$/);
});
