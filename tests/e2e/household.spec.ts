/** Every kind of device of a household, each from its packets over real noble to what is read on the phone and the mirror. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { devicesOf, theResident, trustDevice } from '../fixtures/requests.ts';
import {
  SimulatedBand,
  SimulatedBodyScale,
  simulatedCuff,
  SimulatedGlucoseMeter,
  SimulatedOximeter,
  SimulatedRoomSensor,
  SimulatedStrap,
  SimulatedThermometer,
  startRadio,
  type Radio,
} from '../radio/radio.ts';
import { link, look } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

const WINDOW_MS = 120_000;
const addressOf = (last: number): string => `c0:ff:ee:00:02:0${String(last)}`;

const folder = aDataFolder();
let radio: Radio;
let hub: HubProcess;
test.beforeAll(async () => {
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await radio.stop();
  folder.remove();
});

test('measures, and each value stands on the phone and on the mirror', async ({ browser }) => {
  test.setTimeout(180_000);
  const { id: residentId, timeZone } = await theResident(hub.url);
  const at = Temporal.Now.plainDateTimeISO(timeZone).toString({ smallestUnit: 'second' });
  const meter = (last: number) => ({ address: addressOf(last), windowMs: WINDOW_MS });
  const ear = radio.add(new SimulatedThermometer(meter(1)));
  const finger = radio.add(new SimulatedOximeter(meter(2)));
  const cuff = radio.add(simulatedCuff(meter(3)));
  const bathroom = radio.add(new SimulatedBodyScale({ address: addressOf(4) }));
  const blood = radio.add(new SimulatedGlucoseMeter({ address: addressOf(5) }));
  const chest = radio.add(new SimulatedStrap({ address: addressOf(6), everyMs: 100 }));
  const wrist = radio.add(new SimulatedBand({ address: addressOf(7), everyMs: 100 }));
  const room = radio.add(
    new SimulatedRoomSensor(addressOf(8), { celsius: 21.5, humidity: 47, lux: 180 }, 'Kitchen'),
  );
  for (const device of [ear, finger, cuff, bathroom, blood]) device.advertise(WINDOW_MS);
  chest.beat(64);
  wrist.walk(1.25, 110);
  room.switchOn();
  await expect.poll(async () => (await devicesOf(hub.url)).length, { timeout: 30_000 }).toBe(8);
  ear.measure({ value: 36.8, at });
  finger.measure({ spo2: 96, pulse: 71, at });
  cuff.measure({ systolic: 123, diastolic: 77, pulse: 70 });
  bathroom.weigh({ kilograms: 63.4, fatPercent: 30.6 });
  blood.measure({ mgPerDl: 101, at, meal: 1 });
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, residentId);
  await expect.poll(() => wrist.valuesSent, { timeout: 60_000 }).toBeGreaterThan(50);
  await expect.poll(() => chest.valuesSent, { timeout: 60_000 }).toBeGreaterThan(50);
  chest.takeOff();
  wrist.takeOff();

  const phone = await open(browser, `${hub.url}/vitals`, { viewport: PHONE });
  const patience = { timeout: 60_000 };
  const shown = [
    'Blood pressure 123 over 77',
    'Temperature 36.8',
    'Oxygen 96',
    'Weight 63.4',
    'Body fat 30.6',
  ];
  for (const text of [...shown, 'Blood sugar 5.6'])
    await expect(link(phone, new RegExp(text))).toBeVisible(patience);
  await look(phone, 'household-phone');
  // The oximeter tells a pulse as well: which of the two came last is chance, so each is looked for in the list.
  await phone.goto(`${hub.url}/vitals/heart-rate`);
  for (const pulse of [64, 71])
    await expect(link(phone, new RegExp(`\\b${String(pulse)}\\b`)).first()).toBeVisible(patience);
  await phone.goto(`${hub.url}/activity`);
  await expect(phone.getByText(/\d+ steps?/)).toBeVisible(patience);
  await phone.goto(`${hub.url}/rooms`);
  await expect(phone.getByText('21.5 °C')).toBeVisible(patience);
  await phone.goto(`${hub.url}/devices`);
  await look(phone, 'household-devices');
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  for (const text of ['123/77', '63.4', '96'])
    await expect(mirror.getByText(text).first()).toBeVisible(patience);
  await look(mirror, 'household-mirror');
});
