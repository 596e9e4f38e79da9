/** A call for help at the mirror, its way back, and what the family's phone does with it; alerts and who is told of them. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open as openPage, PHONE } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
let name: string;
let residentId: string;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  ({ name, id: residentId } = await theResident(hub.url));
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const open = (browser: Browser, path: string, viewport: typeof MIRROR) =>
  openPage(browser, `${hub.url}${path}`, { viewport });
const help = (mirror: Page) => button(mirror, 'Help');

test('a call for help that is stopped within ten seconds reaches nobody', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/', PHONE);
  await help(mirror).click();
  const prompt = mirror.getByRole('dialog');
  await expect(prompt.getByRole('heading', { name: 'Do you need help?' })).toBeVisible();
  await look(mirror, 'sos-ask');
  await button(mirror, 'Yes, get help').click(SLOWLY);
  await expect(prompt.getByRole('heading', { name: 'Betti tells your family in' })).toBeVisible();
  await expect(prompt.getByRole('timer')).toHaveText(/^\d+$/);
  await look(mirror, 'sos-counting');
  await button(mirror, 'Stop, I am all right').click(SLOWLY);
  await expect(prompt).toBeHidden();
  await phone.goto(`${hub.url}/alerts`);
  await expect(phone.getByText('Taken back')).toBeVisible();
  await expect(phone.getByText('Nothing needs anybody now.')).toBeVisible();
});

test('held for two seconds it tells the family, whose answer stands on the mirror', async ({ browser }) => {
  test.setTimeout(90_000);
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/', PHONE);
  const box = await help(mirror).boundingBox();
  if (box === null) throw new Error('There is no way to help.');
  await mirror.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mirror.mouse.down();
  const prompt = mirror.getByRole('dialog');
  await expect(prompt.getByRole('timer')).toBeVisible({ timeout: 10_000 });
  await mirror.mouse.up();

  await expect(prompt.getByRole('heading', { name: /^Betti has told / })).toBeVisible({ timeout: 20_000 });
  await look(mirror, 'sos-told');
  const banner = phone.getByRole('alert');
  await expect(banner).toContainText(`${name} asks for help`);
  await look(phone, 'alert-banner');
  await banner.getByRole('link').click();
  await look(phone, 'alerts-open');
  await expect(phone.getByText('An alert like this cannot wait.')).toBeVisible();
  await phone.getByText('What became of each message').first().click();
  for (const who of ['Ana', 'The mirror'])
    await expect(phone.getByRole('listitem').filter({ hasText: `${who}: sent` })).toContainText(/shown \d/);
  const from = performance.now();
  await button(phone, 'I see to it').click();
  await expect(prompt.getByRole('heading', { name: / sees to it$/ })).toBeVisible();
  const answeredMs = performance.now() - from;
  test.info().annotations.push({ type: 'answered', description: `${answeredMs.toFixed(0)} ms` });
  await look(mirror, 'sos-answered');
  await look(phone, 'alerts-acknowledged');
  await button(mirror, 'I am all right now').click();
  await expect(prompt).toBeHidden();
  await expect(phone.getByText('Nothing needs anybody now.')).toBeVisible();
});

for (const textSize of [1, 1.5]) {
  test(`help is in the same corner of every page of the mirror and covers nothing, words ${String(textSize)} times as large`, async ({
    browser,
  }) => {
    const general = `${hub.url}/api/residents/${residentId}/settings/general`;
    const settings = (await (await ask(general)).json()) as object;
    const headers = { 'content-type': 'application/json' };
    await ask(general, { method: 'PUT', headers, body: JSON.stringify({ ...settings, textSize }) });
    const places: string[] = [];
    for (const path of ['/mirror', '/mirror/contacts', '/mirror/settings', '/mirror/vitals/blood-pressure']) {
      const mirror = await open(browser, path, MIRROR);
      const box = await help(mirror).boundingBox();
      places.push(`${String(Math.round((box?.x ?? 0) + (box?.width ?? 0)))} ${String(box?.y)}`);
      expect(await coveredByHelp(mirror), path).toEqual([]);
      await look(mirror, `help${path.replaceAll('/', '-')}-${String(textSize)}`);
    }
    expect(new Set(places).size).toBe(1);
  });
}

test('help is reached with keys', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  await help(mirror).focus();
  await mirror.keyboard.press('Enter');
  await expect(mirror.getByRole('heading', { name: 'Do you need help?' })).toBeVisible();
});

/** What of the page lies under the button. */
const coveredByHelp = (mirror: Page) =>
  mirror.evaluate(() => {
    const own = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Help'));
    const { left, right, top, bottom } = own?.getBoundingClientRect() ?? new DOMRect();
    return [...document.querySelectorAll('main a, main button, main h1, main p')].flatMap((other) => {
      const range = document.createRange();
      range.selectNodeContents(other);
      const box = other.matches('a, button') ? other.getBoundingClientRect() : range.getBoundingClientRect();
      const meets = box.right > left && box.left < right && box.bottom > top && box.top < bottom;
      return meets ? [other.textContent?.trim() ?? ''] : [];
    });
  });

test('a test alert can be put off, seen, and is kept with what became of it', async ({ browser }) => {
  const phone = await open(browser, '/alerts/settings', PHONE);
  await look(phone, 'alerts-settings');
  await button(phone, 'Send a test alert').click();
  await expect(phone.getByText(/^Sent\./)).toBeVisible();
  await phone.goto(`${hub.url}/alerts`);
  await expect(phone.getByRole('heading', { name: 'A test alert' })).toBeVisible();
  await button(phone, 'Remind me later').click();
  await look(phone, 'alerts-wait');
  await button(phone, 'In 15 minutes').click();
  await expect(phone.getByText(/^You are reminded at /)).toBeVisible();
  await button(phone, 'I see to it').click();
  await expect(phone.getByText(/ has seen it$/).first()).toBeVisible();
  await look(phone, 'alerts-past');
});

test('a ladder and the hours of a rota are set on the phone', async ({ browser }) => {
  const phone = await open(browser, '/alerts/settings', PHONE);
  await phone.getByRole('link', { name: 'Change: A reading' }).click();
  await expect(phone.getByRole('heading', { name: 'A reading' })).toBeVisible();
  await button(phone, 'Remove this step').last().click();
  const second = phone.getByRole('textbox', { name: /^After/ }).nth(1);
  await second.fill('0');
  await phone
    .getByRole('textbox', { name: /^After/ })
    .first()
    .fill('20');
  await button(phone, 'Save').click();
  await expect(phone.getByText(/not before the step above/)).toBeVisible();
  await phone
    .getByRole('textbox', { name: /^After/ })
    .first()
    .fill('0');
  await second.fill('45');
  await phone.getByRole('textbox', { name: /^Say the last step again/ }).fill('15');
  await look(phone, 'alerts-ladder');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/the next, after 45 min; again each 15 min$/)).toBeVisible();
  await phone.getByRole('link', { name: 'Who is on duty when' }).click();
  await button(phone, 'Add hours').click();
  await look(phone, 'alerts-shifts');
  await phone.getByLabel('Until').fill('08:00');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('These hours end when they begin.')).toBeVisible();
  await phone.getByLabel('Until').fill('12:00');
  await button(phone, 'Save').click(SLOWLY);
  await phone.getByRole('link', { name: 'Who is on duty when' }).click();
  await expect(phone.getByLabel('Until')).toHaveValue('12:00');
});
