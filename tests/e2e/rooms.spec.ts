/** Rooms on the phone and on the mirror: sensors on a simulated radio, from the packet to what is read there. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { devicesOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { SimulatedBeacon, SimulatedRoomSensor, startRadio, type Radio } from '../radio/radio.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

const KEY = '231d39c1d7cc1ab1aee224cd096db932';

const folder = aDataFolder();
let radio: Radio;
let hub: HubProcess;
let sensor: SimulatedRoomSensor;
let beacon: SimulatedBeacon;
test.beforeAll(async () => {
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci });
  const residentId = (await theResident(hub.url)).id;
  sensor = radio.add(new SimulatedRoomSensor('c0:ff:ee:00:00:09', { celsius: 14.5, humidity: 63, lux: 120 }));
  beacon = radio.add(new SimulatedBeacon('c0:ff:ee:00:00:08', KEY));
  sensor.switchOn();
  beacon.say('2d01', 1);
  await expect.poll(async () => (await devicesOf(hub.url)).length).toBe(2);
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, residentId);
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await radio.stop();
  folder.remove();
});

test('a cold room is said to be cold on both faces, and its button is heard while they are open', async ({
  browser,
}) => {
  const phone = await open(browser, `${hub.url}/rooms`, { viewport: PHONE });
  const room = phone.getByRole('link').filter({ hasText: 'Simulated room sensor' });
  await expect(room.getByText('Too cold')).toBeVisible();
  await expect(room.getByText('14.5 °C')).toBeVisible();
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const tile = mirror.getByRole('link').filter({ hasText: 'Simulated room sensor' });
  await expect(tile.getByText('Too cold')).toBeVisible();
  await look(mirror, 'rooms-mirror-home');
  sensor.pressButton();
  await expect(room.getByText(/Button pressed/)).toBeVisible();
  await look(phone, 'rooms');
  await tile.click(SLOWLY);
  await expect(mirror.getByRole('heading', { name: 'Simulated room sensor' })).toBeVisible();
  await look(mirror, 'rooms-mirror');
  await room.click(SLOWLY);
  await expect(phone.getByRole('img', { name: /Temperature of Simulated room sensor/ })).toBeVisible();
  await phone.getByText('Show as a table').click();
  await expect(phone.getByRole('cell', { name: '14.5 °C' }).first()).toBeVisible();
  await look(phone, 'room');
  await phone.getByRole('link', { name: 'Humidity' }).click();
  await expect(phone.getByRole('img', { name: /Humidity of/ })).toBeVisible();
});

test('a button calls for help once that was chosen on the phone', async ({ browser }) => {
  const phone = await open(browser, `${hub.url}/devices`, { viewport: PHONE });
  const card = phone.getByRole('article').filter({ hasText: 'Simulated room sensor' });
  await card.getByRole('button', { name: 'Change' }).click();
  await card.getByRole('radio', { name: 'Calls for help' }).check();
  await look(phone, 'room-button');
  await card.getByRole('button', { name: 'Save' }).click(SLOWLY);
  await expect(card.getByRole('button', { name: 'Change' })).toBeVisible();
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  sensor.pressButton();
  await expect(mirror.getByRole('button', { name: 'Stop, I am all right' })).toBeVisible();
  await look(mirror, 'room-button-mirror');
});

test('a sensor that sends in code is given its key on the phone', async ({ browser }) => {
  const phone = await open(browser, `${hub.url}/rooms`, { viewport: PHONE });
  await phone.getByRole('link').filter({ hasText: 'It sends in code' }).click();
  await phone.getByRole('textbox', { name: 'Key' }).fill('1234');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('That is not a key')).toBeVisible();
  await look(phone, 'room-key');
  await phone.getByRole('textbox', { name: 'Key' }).fill('231d39c1 d7cc1ab1 aee224cd 096db932');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('The key is kept')).toBeVisible();
  beacon.say('02ca0903bf13', 2);
  await expect(phone.getByText('25.1 °C')).toBeVisible();
  await expect(phone.getByText('It sends in code')).toBeHidden();
});
