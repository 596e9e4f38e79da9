/** A meter that shows six digits: typed at the mirror, and on the phone, and then read. Over a BlueZ of the test's own. */
import { expect, test } from '@playwright/test';
import { MockBluez } from '../bluez/mock-bluez.ts';
import { MockMeter } from '../bluez/mock-meter.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { devicesOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

const folder = aDataFolder();
let bluez: MockBluez;
let hub: HubProcess;
let meter: MockMeter;
test.beforeAll(async () => {
  bluez = await MockBluez.start();
  hub = await startHub({ dataFolder: folder.path, hci: bluez.hci });
  meter = new MockMeter(bluez, 47_113);
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await bluez.stop();
  folder.remove();
});

test('is asked for on both faces, told when it is wrong, and the meter is read once it is right', async ({
  browser,
}) => {
  const residentId = (await theResident(hub.url)).id;
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const phone = await open(browser, `${hub.url}/devices`, { viewport: PHONE });
  const at = Temporal.Now.plainDateTimeISO('Europe/Berlin').toString({ smallestUnit: 'second' });
  meter.measure(97, at);
  await expect.poll(async () => (await devicesOf(hub.url)).length).toBe(1);
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, residentId);

  await expect(mirror.getByRole('heading', { name: 'Meter with a code asks for its code' })).toBeVisible();
  await expect(phone.getByLabel('Its six-digit code')).toBeVisible();
  for (const digit of '04711') await button(mirror, digit).click({ delay: 200 });
  await look(mirror, 'code-mirror');
  await button(mirror, '4').click();
  await expect(mirror.getByRole('heading', { name: /asks for its code/ })).toBeHidden();

  await expect(phone.getByText('It did not let Betti in.')).toBeVisible();
  await phone.getByLabel('Its six-digit code').fill('12');
  await button(phone, 'Let it in').click(SLOWLY);
  await expect(phone.getByText('A code has six digits.')).toBeVisible();
  await phone.getByLabel('Its six-digit code').fill('047113');
  await look(phone, 'code-phone');
  await button(phone, 'Let it in').click(SLOWLY);
  await expect(mirror.getByText('97', { exact: true }).or(mirror.getByText('5.4')).first()).toBeVisible({
    timeout: 20_000,
  });
  await expect(phone.getByLabel('Its six-digit code')).toBeHidden();
  expect(bluez.isPaired(meter)).toBe(true);
});
