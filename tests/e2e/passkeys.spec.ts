/**
 * Passkeys in a real browser, with the authenticator that Chromium lends to tests: made on a phone, used after signing
 * out, taken back. By name, since no browser makes one for an address.
 */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { cookiesOf } from '../fixtures/sessions.ts';
import { aScreen, button, closeScreens, complaints, look, SLOWLY } from './look.ts';
import { PHONE } from './page.ts';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 10_000 });

const folder = aDataFolder();
let hub: HubProcess;
let url: string;
let phone: Page;
let device: CDPSession;
let authenticatorId: string;
test.beforeAll(async ({ browser }) => {
  hub = await startHub({ dataFolder: folder.path });
  url = `http://localhost:${new URL(hub.url).port}`;
  phone = await aScreen(browser, PHONE);
  await phone.context().addCookies(cookiesOf(hub.url).map((cookie) => ({ ...cookie, url })));
  device = await phone.context().newCDPSession(phone);
  await device.send('WebAuthn.enable');
  ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  }));
});
test.afterAll(async ({ browser }) => {
  await closeScreens(browser);
  await hub.end('SIGTERM');
  folder.remove();
});
test.afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

/** Whether whoever holds the phone gives their finger. */
const giveFinger = (isUserVerified: boolean) =>
  device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

const credentials = async () =>
  (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

async function signOut() {
  await phone.goto(`${url}/signed-in`);
  await phone.getByRole('article').filter({ hasText: 'This device' }).getByRole('button').click();
  await button(phone, 'Yes, sign out').click();
  await phone.waitForURL('**/pair?signed-out');
}

test('a phone at a mere address is told what it needs first', async () => {
  const page = await phone.context().newPage();
  await page.context().addCookies(cookiesOf(hub.url));
  await page.goto(`${hub.url}/signed-in`);
  await expect(page.getByText('Open Betti by its name, not by a number.')).toBeVisible();
  await expect(button(page, 'Add a passkey on this device')).toHaveCount(0);
  await look(page, 'passkeys-address');
  await page.close();
});

test('a passkey is made on the phone, once, and not without its holder', async () => {
  await phone.goto(`${url}/signed-in`);
  const add = button(phone, 'Add a passkey on this device');
  await giveFinger(false);
  await add.click(SLOWLY);
  await expect(phone.getByText('No passkey was made.')).toBeVisible();
  await look(phone, 'passkeys-cancelled');
  expect(await credentials()).toEqual([]);

  await giveFinger(true);
  await add.click(SLOWLY);
  await expect(phone.getByText('The passkey is added')).toBeVisible();
  await expect(phone.getByText('Not used yet')).toBeVisible();
  await look(phone, 'passkeys-added');
  expect(await credentials()).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);

  await add.click(SLOWLY);
  await expect(phone.getByText('This device has a passkey already.')).toBeVisible();
  expect(await credentials()).toHaveLength(1);
});

test('whoever signed out comes in again by the passkey, without a code', async () => {
  await signOut();
  await look(phone, 'pair-passkey');
  await giveFinger(false);
  await button(phone, 'Sign in with a passkey').click(SLOWLY);
  await expect(phone.getByText('No passkey was used.')).toBeVisible();
  await giveFinger(true);
  await button(phone, 'Sign in with a passkey').click(SLOWLY);
  await expect(phone.getByRole('heading', { name: 'Resident, at home' })).toBeVisible();
  await phone.goto(`${url}/signed-in`);
  await expect(phone.getByText(/Last used: just now/).last()).toBeVisible();
});

test('a passkey that was removed lets nobody in', async () => {
  await button(phone, /^Remove/).click(SLOWLY);
  await look(phone, 'passkeys-remove');
  await button(phone, 'Yes, remove').click(SLOWLY);
  await expect(button(phone, /^Remove/)).toHaveCount(0);
  expect(await credentials()).toHaveLength(1);
  await signOut();
  await button(phone, 'Sign in with a passkey').click(SLOWLY);
  await expect(phone.getByText('This passkey opens nothing here any more.')).toBeVisible();
  await look(phone, 'pair-passkey-unknown');
  await phone.goto(`${url}/signed-in`);
  await expect(phone).toHaveURL(/\/pair$/);
});
