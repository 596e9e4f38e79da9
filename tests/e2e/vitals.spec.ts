/** What people do with readings, from the phone to the mirror and back. */
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { devicesOf, readingsOf, recordReading, theResident, trustDevice } from '../fixtures/requests.ts';
import { simulatedCuff, startRadio, type Radio, type SimulatedCuff } from '../radio/radio.ts';
import { MIRROR, open as openPage, PHONE, visit } from './page.ts';

const folder = aDataFolder();
let radio: Radio;
let hub: HubProcess;
let cuff: SimulatedCuff;
let residentId: string;
test.beforeAll(async () => {
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci });
  residentId = (await theResident(hub.url)).id;
  cuff = radio.add(simulatedCuff({ address: 'c0:ff:ee:00:00:03', name: 'Upper Arm 3' }));
  cuff.wake(600_000);
  await expect.poll(async () => (await devicesOf(hub.url)).length).toBe(1);
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, residentId);
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await radio.stop();
  folder.remove();
});

const open = (browser: Browser, path: string, viewport: typeof MIRROR): Promise<Page> =>
  openPage(browser, `${hub.url}${path}`, { viewport });
const tile = (mirror: Page, kind: string): Locator => mirror.locator(`a[href="/mirror/vitals/${kind}"]`);
const pressure = (systolic: number, diastolic: number) =>
  recordReading(hub.url, residentId, { kind: 'blood-pressure', systolic, diastolic, unit: 'mm[Hg]' });

test('a weight in pounds is told on the mirror in the unit the person reads', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/vitals/settings', PHONE);
  await phone.getByRole('radio', { name: 'lb' }).check();
  await expect(phone.getByText('Saved')).toBeVisible();
  await visit(phone, `${hub.url}/vitals/new`);
  await phone.getByRole('link', { name: 'Weight' }).click();
  await phone.getByRole('textbox', { name: /weight/i }).fill('159.5');
  await phone.getByRole('button', { name: /save/i }).click();
  await expect(tile(mirror, 'body-weight')).toContainText('159.5');
  await expect(tile(mirror, 'body-weight')).toContainText('lb');
  expect((await readingsOf(hub.url, residentId))[0]).toMatchObject({
    kind: 'body-weight',
    unit: 'kg',
    entered: { value: 159.5, unit: '[lb_av]' },
  });

  await visit(phone, `${hub.url}/vitals/settings`);
  await phone.getByRole('radio', { name: 'kg' }).check();
  await expect(tile(mirror, 'body-weight')).toContainText('72.3');
  await expect(tile(mirror, 'body-weight')).toContainText('kg');
});

test('a reading is corrected: before and after are shown, and what it said is kept', async ({ browser }) => {
  const id = await recordReading(hub.url, residentId, { kind: 'spo2', value: 79, unit: '%' });
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, `/vitals/spo2/${id}`, PHONE);
  await phone.getByRole('link', { name: 'Correct it' }).click();
  await phone.getByRole('textbox', { name: /oxygen/i }).fill('97');
  await expect(phone.locator('dl')).toContainText(/Before\s*79 %/);
  await expect(phone.locator('dl')).toContainText(/After\s*97 %/);
  await phone.getByRole('button', { name: 'Save the change' }).click();
  await expect(phone.getByText(/Before: 79 %/)).toBeVisible();
  await expect(tile(mirror, 'spo2')).toContainText('97');
});

test('a reading marked as wrong leaves every screen, and comes back with undo', async ({ browser }) => {
  await recordReading(hub.url, residentId, { kind: 'heart-rate', value: 66, unit: '/min' });
  const id = await recordReading(hub.url, residentId, { kind: 'heart-rate', value: 140, unit: '/min' });
  const mirror = await open(browser, '/mirror', MIRROR);
  await expect(tile(mirror, 'heart-rate')).toContainText('140');
  const phone = await open(browser, `/vitals/heart-rate/${id}`, PHONE);
  await phone.getByRole('button', { name: 'This is wrong' }).click();
  await expect(tile(mirror, 'heart-rate')).toContainText('66');
  await phone.getByRole('button', { name: 'Undo' }).click();
  await expect(tile(mirror, 'heart-rate')).toContainText('140');

  await phone.getByRole('button', { name: 'This is wrong' }).click();
  await expect(phone).toHaveURL(/\/vitals\/heart-rate$/, { timeout: 15_000 });
  await expect(phone.getByText('140')).toBeHidden();
});

test('170/55 is quite high with a note on the lower number, and the source of the word is named', async ({
  browser,
}) => {
  const id = await pressure(170, 55);
  const phone = await open(browser, `/vitals/blood-pressure/${id}`, PHONE);
  await expect(phone.getByText('Quite high')).toBeVisible();
  await expect(phone.getByText('The lower number is low.')).toBeVisible();
  await phone.getByRole('link', { name: 'Why this word?' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toContainText('Quite high');
  await expect(phone.getByText('Upper: 140 mmHg and more')).toBeVisible();
  await expect(phone.getByText(/American Heart Association/).first()).toBeVisible();
  await expect(phone.getByText(/not a diagnosis/)).toBeVisible();
});

test('181/80 is very high, and the mirror says what to do', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  await pressure(181, 80);
  await expect(tile(mirror, 'blood-pressure')).toContainText('Very high');
  await expect(mirror.getByText(/Rest five minutes and measure again/)).toBeVisible();
  await pressure(122, 76);
  await expect(mirror.getByText(/Rest five minutes/)).toBeHidden();
});

test('a limit of the care team changes the word and is named as its source', async ({ browser }) => {
  const id = await pressure(143, 78);
  const phone = await open(browser, '/vitals/settings/blood-pressure.stage-2.systolic', PHONE);
  await phone.getByRole('textbox', { name: /quite high/i }).fill('150');
  await phone.getByRole('textbox', { name: /who gave/i }).fill('Dr. Chen');
  await phone.getByRole('button', { name: 'Save' }).click();
  await expect(phone.getByText('Own limit, by Dr. Chen')).toBeVisible();
  await visit(phone, `${hub.url}/vitals/blood-pressure/${id}`);
  await expect(phone.getByText('High', { exact: true })).toBeVisible();
});

test('a chart has its numbers as a table, also when the chart does not come', async ({ browser }) => {
  await pressure(118, 74);
  const phone = await open(browser, '/vitals/blood-pressure?days=7', PHONE);
  await expect(phone.getByRole('img', { name: /chart of blood pressure/i })).toBeVisible();
  await phone.getByText('Show as a table').click();
  await expect(phone.getByRole('cell', { name: '118', exact: true }).first()).toBeVisible();

  await phone.route(/\/_app\/immutable\//, (route) => route.abort());
  await phone.goto(`${hub.url}/vitals/blood-pressure?days=7`);
  await phone.getByText('Show as a table').click();
  await expect(phone.getByRole('cell', { name: '118', exact: true }).first()).toBeVisible();
});

test('a guided session takes two readings of the cuff, survives a reload, and shows their average', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const mirror = await open(browser, '/mirror/vitals/blood-pressure', MIRROR);
  await mirror.getByRole('link', { name: 'Measure now' }).click();
  await mirror.getByRole('button', { name: 'I am ready' }).click();
  await expect(mirror.getByRole('heading', { name: /rest a little/i })).toBeVisible();
  await expect(mirror.getByRole('timer')).toHaveText(/^[45]:\d\d$/);
  await mirror.reload();
  await expect(mirror.getByRole('heading', { name: /rest a little/i })).toBeVisible();

  await mirror.getByRole('button', { name: 'I have rested already' }).click();
  await expect(mirror.getByRole('heading', { name: /press start/i })).toBeVisible();
  cuff.measure({ systolic: 128, diastolic: 78, pulse: 70, status: 0 });
  await expect(mirror.getByRole('heading', { name: /first one is done/i })).toBeVisible({ timeout: 20_000 });
  await mirror.reload();
  await expect(mirror.getByRole('heading', { name: /first one is done/i })).toBeVisible();

  await expect(mirror.getByRole('heading', { name: /once more/i })).toBeVisible({ timeout: 70_000 });
  cuff.measure({ systolic: 122, diastolic: 74, pulse: 68, status: 0 });
  await expect(mirror.getByText('125/76')).toBeVisible({ timeout: 20_000 });
  await expect(mirror.getByText('A little high')).toBeVisible();
  await mirror.reload();
  await expect(mirror.getByText('125/76')).toBeVisible();
  await mirror.getByRole('button', { name: 'Done' }).click();
  await expect(tile(mirror, 'blood-pressure')).toContainText('122/74');
});

test('a guided session can be left, and takes a number typed in on the phone', async ({ browser }) => {
  const mirror = await open(browser, '/mirror/measure', MIRROR);
  await mirror.getByRole('button', { name: 'I am ready' }).click();
  await mirror.getByRole('button', { name: 'I have rested already' }).click();
  await expect(mirror.getByRole('heading', { name: /press start/i })).toBeVisible();
  const phone = await open(browser, '/vitals/blood-pressure/new', PHONE);
  await phone.getByRole('textbox', { name: /upper/i }).fill('133');
  await phone.getByRole('textbox', { name: /lower/i }).fill('81');
  await phone.getByRole('button', { name: /save/i }).click();
  await expect(mirror.getByRole('heading', { name: /first one is done/i })).toBeVisible();
  await mirror.getByRole('button', { name: 'Stop' }).click();
  await mirror.getByRole('button', { name: 'Yes, stop' }).click();
  await expect(tile(mirror, 'blood-pressure')).toContainText('133/81');
  await mirror.goto(`${hub.url}/mirror/measure`);
  await expect(mirror.getByRole('button', { name: 'I am ready' })).toBeVisible();
});

test('readings go out as a file and come in again, with what cannot be used named', async ({ browser }) => {
  const phone = await open(browser, '/vitals/file', PHONE);
  const download = phone.waitForEvent('download');
  await phone.getByRole('link', { name: 'Save as a file' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv.split('\n')[0]).toContain('kind');

  const header = csv.split(/\r?\n/)[0] ?? '';
  const line = (fields: Record<string, string>) =>
    header
      .split(',')
      .map((name) => fields[name] ?? '')
      .join(',');
  const added = { kind: 'body-weight', measuredAt: '2026-01-05T08:00:00Z', value: '71.1', unit: 'kg' };
  const text = [csv.trimEnd(), line(added), line({ ...added, value: '9000' })].join('\r\n');
  await phone
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'betti.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(phone.locator('dl')).toContainText(/New readings\s*1/);
  await expect(phone.getByText(/does not look like a real reading/)).toBeVisible();
  const before = (await readingsOf(hub.url, residentId)).length;
  await phone.getByRole('button', { name: /bring in 1/i }).click();
  await expect(phone.getByText(/brought in/)).toBeVisible();
  expect((await readingsOf(hub.url, residentId)).length).toBe(before + 1);
});
