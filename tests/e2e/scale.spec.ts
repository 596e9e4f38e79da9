/** A scale that wants the code of its user, on the phone: from the problem in words to the reading on both faces. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { devicesOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { SimulatedBodyScale, startRadio, type Radio } from '../radio/radio.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

const folder = aDataFolder();
let radio: Radio;
let hub: HubProcess;
let scale: SimulatedBodyScale;
test.beforeAll(async () => {
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci });
  const { id: residentId } = await theResident(hub.url);
  scale = radio.add(
    new SimulatedBodyScale({ address: 'c0:ff:ee:00:00:03', name: 'Bathroom scale', user: 1, code: 7391 }),
  );
  scale.weigh({ kilograms: 63.8, fatPercent: 31.4 });
  await expect.poll(async () => (await devicesOf(hub.url)).length).toBe(1);
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, residentId);
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await radio.stop();
  folder.remove();
});

test('is told the code, and its weight and body fat come to both faces', async ({ browser }) => {
  const phone = await open(browser, `${hub.url}/devices`, { viewport: PHONE });
  await expect(phone.getByText('It tells nobody’s numbers without their code.')).toBeVisible({
    timeout: 20_000,
  });
  await button(phone, 'Change').click();
  await phone.getByLabel('User number on the scale').fill('1');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Type in both')).toBeVisible();
  await look(phone, 'scale-code');
  await phone.getByLabel('Its four-digit code').fill('7391');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/Code given for user 1/)).toBeVisible();
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  scale.advertise(20_000);
  await expect(mirror.getByText('63.8').first()).toBeVisible({ timeout: 20_000 });
  await phone.goto(`${hub.url}/vitals/body-fat`);
  await expect(phone.getByText('31.4').filter({ visible: true }).first()).toBeVisible();
  await look(phone, 'scale-body-fat');
});
