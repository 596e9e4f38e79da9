/** Two people, one cuff: a reading goes to whom it is of, and what waits for a word is decided on the phone. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { systemClock } from '../../src/server/clock.ts';
import { takeInRecord } from '../../src/server/record-intake.ts';
import { openStores } from '../../src/server/stores.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { readingsOf, recordReading } from '../fixtures/requests.ts';
import { MIRROR, open as openPage, PHONE, tooSmall, visit } from './page.ts';

const OLD_CUFF = 'c0:ff:ee:00:00:02';
const CUFF = 'c0:ff:ee:00:00:01';
const folder = aDataFolder();
let hub: HubProcess;
let rosaId: string;
let joséId: string;
test.beforeAll(async () => {
  const stores = await openStores(folder.path, systemClock, (error) => {
    throw error;
  });
  const person = (name: string) => ({ name, timeZone: 'Europe/Berlin', language: 'en' as const });
  rosaId = (await stores.users.addResident(person('Rosa'))).id;
  joséId = (await stores.users.addResident(person('José'))).id;
  const advert = {
    address: CUFF,
    addressType: 'random',
    name: 'Upper Arm 1',
    serviceUuids: ['1810'],
    rssiDbm: -60,
    seenAt: Date.now(),
  } as const;
  await stores.devices.trustInAdvance(advert, 'blood-pressure-cuff', rosaId);
  // Of user 1; of user 2; implausible; impossible.
  const frames = ['087c0051005f0001', '08830052005f0002', '0040014d005f00', '0051007c005f00'];
  for (const [index, hex] of frames.entries()) {
    await takeInRecord(stores, {
      ...{ recordId: index, address: CUFF, characteristicUuid: '2a35', bytes: Uint8Array.fromHex(hex) },
      ...{ receivedAt: Date.now() - (frames.length - index) * 60_000, clockOffsetMs: 0 },
    });
  }
  // Measured by a cuff that was somebody else's then, three weeks before it was trusted.
  const old = { ...advert, address: OLD_CUFF, name: 'Upper Arm 2' };
  await stores.devices.trustInAdvance(old, 'blood-pressure-cuff', rosaId);
  for (const day of ['05', '06'])
    await takeInRecord(stores, {
      ...{ recordId: 9, address: OLD_CUFF, characteristicUuid: '2a35', receivedAt: Date.now() },
      ...{ bytes: Uint8Array.fromHex(`028f005a006600ea070b${day}080000`), clockOffsetMs: 0 },
    });
  stores.database.close();
  hub = await startHub({ dataFolder: folder.path });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const open = (browser: Browser, path: string, locale = 'en-US'): Promise<Page> =>
  openPage(browser, `${hub.url}${path}`, { viewport: PHONE, locale });
const picture = async (page: Page, name: string) => {
  const to = process.env['BETTI_SHOTS'];
  if (to !== undefined) await page.screenshot({ path: `${to}/${name}.png`, fullPage: true });
  expect(await tooSmall(page, { text: 15, target: 48 })).toEqual([]);
};

test('a reading is moved to the person it is of, and taken back', async ({ browser }) => {
  const id = await recordReading(hub.url, rosaId, { kind: 'body-weight', value: 70, unit: 'kg' });
  const phone = await open(browser, `/vitals/body-weight/${id}`);
  await picture(phone, 'reading');
  await phone.getByRole('link', { name: 'Whose reading is it?' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Whose reading is it?');
  await picture(phone, 'whose');
  await phone.getByRole('button', { name: 'It is José’s' }).click();
  await expect(phone.getByText('Moved to José: 70.0 kg')).toBeVisible();
  await picture(phone, 'moved');
  expect(await readingsOf(hub.url, joséId)).toMatchObject([{ kind: 'body-weight', status: 'final' }]);

  await phone.getByRole('button', { name: 'Undo' }).click();
  await expect(phone.getByRole('link', { name: 'Whose reading is it?' })).toBeVisible();
  await expect(phone.getByText(/Moved to José on/)).toBeVisible();
  await picture(phone, 'moved-back');
  expect(await readingsOf(hub.url, joséId)).toMatchObject([{ status: 'entered-in-error' }]);
});

test('what waits to be checked is told, given to a person, or not used', async ({ browser }) => {
  const phone = await open(browser, '/vitals');
  await picture(phone, 'readings');
  await phone.getByRole('link', { name: 'Readings to check: 5' }).click();
  const cards = phone.getByRole('article');
  await expect(cards).toHaveCount(5);
  await expect(phone.getByText('Upper Arm 2 had 2 measurements from before')).toBeVisible();
  await picture(phone, 'inbox-before');
  const mirror = await openPage(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  await mirror.getByRole('link', { name: 'A reading waits: whose is it?' }).click();
  await expect(mirror.getByRole('heading', { name: 'Whose is this?' })).toBeVisible();
  await picture(mirror, 'inbox-mirror-before');
  await mirror.getByRole('button', { name: 'Use none of them' }).click();
  await expect(mirror.getByRole('article')).toHaveCount(1);
  await picture(mirror, 'inbox-mirror');
  // The phone hears of it.
  await expect(cards).toHaveCount(3);
  await picture(phone, 'inbox');
  const spanish = await open(browser, '/vitals/inbox', 'es-ES');
  await picture(spanish, 'inbox-es');

  const ofUser2 = cards.filter({ hasText: 'user 2' });
  await ofUser2.getByRole('button', { name: 'It is José’s' }).click();
  await expect(phone.getByText('Saved for José: 131/82')).toBeVisible();
  await expect(cards).toHaveCount(2);
  expect((await readingsOf(hub.url, joséId)).map(({ systolicMmHg }) => systolicMmHg)).toContain(131);

  const impossible = cards.filter({ hasText: 'Nobody can have these numbers' });
  await expect(impossible.getByRole('button')).toHaveCount(1);
  await impossible.getByRole('button', { name: 'Do not use it' }).click();
  await expect(cards).toHaveCount(1);
  await picture(phone, 'inbox-undo');
  await phone.getByRole('button', { name: 'Undo' }).click();
  await expect(cards).toHaveCount(2);
  for (let left = 1; left >= 0; left--) {
    await cards.first().getByRole('button', { name: 'Do not use it' }).click();
    await expect(cards).toHaveCount(left);
  }
  await picture(phone, 'inbox-empty');
  await visit(phone, `${hub.url}/vitals`);
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(phone.getByRole('link', { name: /Readings to check/ })).toHaveCount(0);
});
