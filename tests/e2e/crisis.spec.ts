/** A very high blood pressure at the mirror: how one feels, whom to call, five minutes of rest; and what is watched. */
import { expect, test, type Browser } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open as openPage, PHONE } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});
const open = (browser: Browser, path: string, viewport: typeof MIRROR) =>
  openPage(browser, `${hub.url}${path}`, { viewport });
const measure = async (systolicMmHg: number, diastolicMmHg: number) =>
  recordBloodPressure(hub.url, (await theResident(hub.url)).id, { systolicMmHg, diastolicMmHg });

test('without a sign it is five minutes of rest, and a lower reading ends it', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  await measure(184, 96);
  const prompt = mirror.getByRole('dialog');
  await expect(
    prompt.getByRole('heading', { name: 'Your blood pressure is very high: 184/96' }),
  ).toBeVisible();
  await look(mirror, 'crisis-asked');
  await button(mirror, 'None of these').click(SLOWLY);
  await expect(prompt.getByRole('heading', { name: 'Sit and rest for five minutes' })).toBeVisible();
  await expect(prompt.getByText('5 min')).toBeVisible();
  await look(mirror, 'crisis-rest');
  await measure(138, 82);
  await expect(prompt).toBeHidden();
});

test('with a sign it says whom to call, and tells the family', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  await measure(190, 124);
  const prompt = mirror.getByRole('dialog');
  await button(mirror, 'Chest pain').click(SLOWLY);
  await expect(prompt.getByRole('heading', { name: 'Please call for help now' })).toBeVisible();
  await look(mirror, 'crisis-emergency');
  await button(mirror, 'Tell my family').click(SLOWLY);
  await expect(mirror.getByRole('heading', { name: 'Betti tells your family in' })).toBeVisible();
  await button(mirror, 'Stop, I am all right').click(SLOWLY);
  await expect(prompt).toBeHidden();
});

test('what is watched is off until somebody switches it on, and then has the phone told', async ({
  browser,
}) => {
  const phone = await open(browser, '/alerts', PHONE);
  await measure(185, 97);
  await phone.getByRole('link', { name: 'What is watched' }).click();
  const readings = phone.getByRole('checkbox', { name: /Very high or very low readings/ });
  await expect(readings).not.toBeChecked();
  await readings.check();
  await phone.getByRole('checkbox', { name: /The week’s blood pressure is high/ }).check();
  await expect(phone.getByRole('radio', { name: /135\/85/ })).toBeVisible();
  await phone
    .getByRole('button', { name: /\+|more/i })
    .first()
    .click();
  await look(phone, 'watch');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Saved')).toBeVisible();
  await measure(186, 98);
  await phone.goto(`${hub.url}/alerts`);
  await expect(phone.getByRole('heading', { name: 'Blood pressure needs a look' })).toBeVisible();
  await expect(phone.getByText(/186\/98 mmHg at .*It is measured again after a rest/)).toBeVisible();
  await measure(187, 98);
  await expect(phone.getByText(/187\/98 mmHg at .*again after a rest/)).toBeVisible();
  await look(phone, 'watch-alert');
});
