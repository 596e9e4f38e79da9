/** Activity on both faces: written down on the phone, timed at the mirror, taken back, and each seen on the other. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordReading, theResident } from '../fixtures/requests.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

/** What is done on one face is on the other within a second; the rest is for a busy machine. */
const SOON = { timeout: 5_000 };

const folder = aDataFolder();
let hub: HubProcess;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, hci: 'off' });
  const { id } = await theResident(hub.url);
  await recordReading(hub.url, id, { kind: 'body-weight', value: 64, unit: 'kg' });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

test('what is written down on the phone is on the mirror at once, and can be taken back', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const tile = link(mirror, /Activity/);
  await expect(tile.getByText('0 of 150 min')).toBeVisible();
  const phone = await open(browser, `${hub.url}/activity`, { viewport: PHONE });
  await link(phone, 'Write down exercise').click();
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Choose what it was.')).toBeVisible();
  await phone.getByRole('radio', { name: 'Walk', exact: true }).check();
  await phone.getByRole('radio', { name: 'A little hard' }).check();
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('20 minutes · A little hard · 75 kcal')).toBeVisible();
  await expect(tile.getByText('20 of 150 min')).toBeVisible(SOON);

  await phone.goto(`${hub.url}/activity/day`);
  await phone.getByRole('textbox', { name: 'Steps' }).fill('4200');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('4200 steps · 20 brisk minutes')).toBeVisible();
  await look(phone, 'activity');
  await button(phone, 'Take back').click(SLOWLY);
  await expect(tile.getByText('0 of 150 min')).toBeVisible(SOON);
  await button(phone, /Undo/).click(SLOWLY);
  await expect(tile.getByText('20 of 150 min')).toBeVisible(SOON);
  await look(mirror, 'activity-mirror-home');
});

test('exercise that is timed at the mirror survives a reload, and too little of it is not written down', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror/activity`, { viewport: MIRROR });
  await look(mirror, 'activity-mirror');
  await button(mirror, 'Chair exercises').click(SLOWLY);
  await expect(mirror.getByRole('timer')).toHaveText(/00:0\d/);
  await mirror.reload();
  await expect(mirror.getByRole('heading', { name: 'Chair exercises' })).toBeVisible();
  await look(mirror, 'activity-mirror-timer');
  await button(mirror, 'Done').click(SLOWLY);
  await expect(mirror.getByText('Less than a minute is not written down.')).toBeVisible();

  await button(mirror, 'Balance exercises').click(SLOWLY);
  // As if it had been begun ten minutes ago.
  await mirror.evaluate(() => {
    const startedAt = Date.now() - 10 * 60_000;
    localStorage.setItem('betti-exercise', JSON.stringify({ kind: 'balance', startedAt }));
  });
  await mirror.reload();
  await expect(mirror.getByRole('timer')).toHaveText(/10:\d\d/);
  const phone = await open(browser, `${hub.url}/activity`, { viewport: PHONE });
  await button(mirror, 'Done').click(SLOWLY);
  await expect(mirror.getByText('Balance exercises: 10 minutes written down')).toBeVisible();
  await expect(phone.getByText('Balance on 1 of 3 days')).toBeVisible(SOON);
  await button(mirror, /Undo/).click(SLOWLY);
  await expect(phone.getByText('Balance on 0 of 3 days')).toBeVisible(SOON);
});
