/** Drinks on both faces: one touch at the mirror, the same on the phone, each seen on the other, and taken back. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

/** What is done on one face is on the other within a second; the rest is for a busy machine. */
const SOON = { timeout: 5_000 };

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, hci: 'off' });
  ({ id: residentId } = await theResident(hub.url));
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

test('a cup at the mirror is on the phone at once, and can be taken back on either', async ({ browser }) => {
  const phone = await open(browser, `${hub.url}/hydration`, { viewport: PHONE });
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  await link(mirror, /Drinks/).click();
  await expect(mirror.getByText('of 1.6 L')).toBeVisible();
  await button(mirror, 'My cup, 250 ml').click(SLOWLY);
  await expect(mirror.getByText('Water, 250 ml: written down')).toBeVisible();
  await expect(phone.getByText(/· Water · 250 ml/)).toBeVisible(SOON);
  await look(mirror, 'hydration-mirror');
  await button(mirror, /Undo/).click(SLOWLY);
  await expect(phone.getByText('Nothing yet today')).toBeVisible(SOON);

  await phone.getByRole('radio', { name: 'Tea' }).check();
  await button(phone, '200 ml').click(SLOWLY);
  await expect(mirror.getByText(/· Tea · 200 ml/)).toBeVisible(SOON);
  // Six days of which nothing is known are not six days without a drink.
  await expect(phone.getByText('Nothing written down')).toHaveCount(6);
  await look(phone, 'hydration');
  await button(phone, 'Take back').click(SLOWLY);
  await expect(mirror.getByText(/· Tea · 200 ml/)).toBeHidden(SOON);
  await button(phone, /Undo/).last().click(SLOWLY);
  await expect(mirror.getByText(/· Tea · 200 ml/)).toBeVisible(SOON);
});

test('a limit is set on the phone, and the mirror warns before it is reached', async ({ browser }) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const phone = await open(browser, `${hub.url}/hydration/plan`, { viewport: PHONE });
  await phone.getByRole('radio', { name: /No more than that/ }).check();
  await phone.getByRole('textbox', { name: 'How much a day?' }).fill('100');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('From 300 ml to 6 L.')).toBeVisible();
  await phone.getByRole('textbox', { name: 'How much a day?' }).fill('400');
  await phone.getByRole('textbox', { name: 'What does my cup hold?' }).fill('180');
  await look(phone, 'hydration-plan');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('at most 400 ml').first()).toBeVisible();
  const tile = link(mirror, /Drinks/);
  await expect(tile.getByText('at most 0.4 L')).toBeVisible(SOON);
  await button(phone, 'My cup, 180 ml').click(SLOWLY);
  await expect(tile.getByText('Near the limit')).toBeVisible(SOON);
  await button(phone, '150 ml').click(SLOWLY);
  await expect(tile.getByText('Over the limit')).toBeVisible(SOON);
  await look(mirror, 'hydration-mirror-home');
});

test('what is of this hour is read anew with the wall clock, though nothing happened', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  await expect(link(mirror, /Drinks/)).toBeVisible();
  const isRead = mirror.waitForRequest(/\/dashboard$/, { timeout: 15_000 });
  await mirror.clock.setSystemTime(Date.now() + 5 * 60_000);
  await isRead;
});

test('who measures in pounds drinks in ounces', async ({ browser }) => {
  const settings = `${hub.url}/api/residents/${residentId}/settings/vitals`;
  const units = {
    bloodPressure: 'mm[Hg]',
    bodyTemperature: '[degF]',
    bodyWeight: '[lb_av]',
    glucose: 'mg/dL',
  };
  const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ units, hasDiabetes: false, overrides: [] });
  expect((await ask(settings, { ...put, body })).status).toBe(200);
  const phone = await open(browser, `${hub.url}/hydration`, { viewport: PHONE });
  await button(phone, '12 fl oz').click(SLOWLY);
  await expect(phone.getByText(/· Water · 12 fl oz/)).toBeVisible();
  await look(phone, 'hydration-ounces');
});
