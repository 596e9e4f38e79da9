/** "I am OK" at the mirror, and said by somebody else: what one face does stands on the other. */
import { expect, test, type Browser } from '@playwright/test';
import { openStores } from '#server/stores.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { button, look, SLOWLY } from './look.ts';
import { MIRROR, open as openPage, PHONE } from './page.ts';

const HOUR_MS = 3_600_000;

let folder: ReturnType<typeof aDataFolder>;
let hub: HubProcess;
test.beforeEach(async () => {
  folder = aDataFolder();
  hub = await startHub({ dataFolder: folder.path });
  const resident = await theResident(hub.url);
  await hub.end('SIGTERM');
  // Some hours ago somebody set that it is asked two minutes ago.
  const clock = { now: () => Date.now() - 5 * HOUR_MS };
  const stores = await openStores(folder.path, clock, (error) => {
    throw error;
  });
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: resident.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  await stores.settings.saveCheckIns(resident.id, { times: [format.format(Date.now() - 120_000)] });
  stores.database.close();
  hub = await startHub({ dataFolder: folder.path });
});
test.afterEach(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const open = (browser: Browser, path: string, viewport: typeof MIRROR) =>
  openPage(browser, `${hub.url}${path}`, { viewport });

test('the mirror asks, and “I am OK” stands on the phone at once', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/check-in', PHONE);
  const prompt = mirror.getByRole('dialog');
  await expect(prompt.getByRole('heading', { name: 'All well, Resident?' })).toBeVisible();
  await look(mirror, 'check-in-prompt');
  await expect(phone.getByText('Waiting')).toBeVisible();
  await look(phone, 'check-in-phone');
  await button(mirror, 'I am OK').click();
  await expect(prompt).toBeHidden();
  await expect(phone.getByText(/: said at /)).toBeVisible();
  await expect(phone.getByText('All well')).toBeVisible();
  await look(phone, 'check-in-done');
});

test('a caregiver says it on their behalf, and the mirror asks no more', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/check-in', PHONE);
  await expect(mirror.getByRole('dialog')).toBeVisible();
  await button(phone, 'Resident is OK').click();
  await expect(phone.getByText(/: Ana said so at /)).toBeVisible();
  await expect(mirror.getByRole('dialog')).toBeHidden();
  await button(phone, 'Add a time').click();
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Saved')).toBeVisible();
  await look(phone, 'check-in-times');
});

test('the board tells how all stands, and what is new, as it happens', async ({ browser }) => {
  const board = await open(browser, '/board', PHONE);
  await expect(board.getByRole('heading', { name: 'How Resident is' })).toBeVisible();
  await expect(board.getByText('Not heard of for a week.')).toBeVisible();
  await expect(board.getByRole('link', { name: /asked, no answer yet/ })).toBeVisible();
  const resident = await theResident(hub.url);
  await recordBloodPressure(hub.url, resident.id, { systolicMmHg: 142, diastolicMmHg: 88 });
  await expect(board.getByRole('link', { name: 'Blood pressure: 142/88' })).toBeVisible();
  const mirror = await open(browser, '/mirror', MIRROR);
  await button(mirror, 'I am OK').click();
  await expect(board.getByText('Said that all is well: Just now')).toBeVisible();
  await expect(board.getByRole('link', { name: /^Check-in .*All well/ })).toBeVisible();
  await look(board, 'board');
  await board.goto(`${hub.url}/`);
  await board.getByRole('link', { name: 'The family’s board' }).click();
  await expect(board.getByRole('heading', { name: 'New since yesterday' })).toBeVisible();
});

test('put off, the mirror is free again, and a touch of it is an answer', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/check-in', PHONE);
  await button(mirror, 'Not now').click();
  await expect(mirror.getByRole('dialog')).toBeHidden();
  await mirror.getByRole('link', { name: 'Settings' }).click();
  await expect(phone.getByText(/: seen at /)).toBeVisible();
});
