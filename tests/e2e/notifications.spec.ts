/**
 * What rings while Betti is closed: a phone is let ring, its push service is the test's own (no vendor's is reached from
 * here), what that took and opened is handed to the browser by the DevTools protocol, as its vendor's would be.
 */
import { expect, test, type Browser, type CDPSession, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aMailServer, aPhone, aPushService } from '../fixtures/peers.ts';
import { theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, look, SLOWLY } from './look.ts';
import { open as openPage, PHONE, visit } from './page.ts';

let hub: HubProcess;
let push: Awaited<ReturnType<typeof aPushService>>;
let mail: Awaited<ReturnType<typeof aMailServer>>;
let residentId: string;
const folder = aDataFolder();
test.beforeAll(async () => {
  [push, mail] = await Promise.all([aPushService(), aMailServer()]);
  const certificate = join(folder.path, 'push-service.crt');
  writeFileSync(certificate, push.certificate);
  hub = await startHub({ dataFolder: folder.path, environment: { NODE_EXTRA_CA_CERTS: certificate } });
  ({ id: residentId } = await theResident(hub.url));
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await Promise.all([push.close(), mail.close()]);
  folder.remove();
});

/** A phone whose browser has an address at the push service of the test. */
async function aRingingPhone(browser: Browser) {
  const { subscription, open: unseal } = aPhone(push.url);
  const page = await openPage(browser, `${hub.url}/more`, { viewport: PHONE });
  await page.context().grantPermissions(['notifications'], { origin: hub.url });
  await page.context().addInitScript((json) => {
    // A browser keeps its address from one visit to the next.
    const KEY = 'test-push-key';
    const known = () => {
      const key = localStorage.getItem(KEY);
      if (key === null) return null;
      const applicationServerKey = Uint8Array.from(JSON.parse(key) as number[]).buffer;
      const unsubscribe = async () => (localStorage.removeItem(KEY), true);
      return {
        options: { applicationServerKey },
        toJSON: () => json,
        unsubscribe,
      } as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () => known();
    PushManager.prototype.subscribe = async (options) => {
      localStorage.setItem(KEY, JSON.stringify([...(options?.applicationServerKey as Uint8Array)]));
      return known() as PushSubscription;
    };
  }, subscription);
  await visit(page, `${hub.url}/more`);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  const devtools = await page.context().newCDPSession(page);
  const registrationId = registrationOf(devtools);
  await devtools.send('ServiceWorker.enable');
  /** What the hub pushed last, opened with the phone's own keys, as its browser gets it; or what it would push. */
  const deliver = async (message?: object) => {
    const data =
      message === undefined ? unseal(push.posts.at(-1)?.body ?? Buffer.alloc(0)) : JSON.stringify(message);
    await devtools.send('ServiceWorker.deliverPushMessage', {
      ...{ origin: hub.url, registrationId: await registrationId, data },
    });
  };
  /** What a finger on a notice does, or on its button; there is no phone here to touch it on. */
  const touch = async (title: string, action: string) => {
    const [worker] = page.context().serviceWorkers();
    await worker?.evaluate(`(async () => {
      const notifications = await registration.getNotifications();
      const notification = notifications.find(({ title }) => title === ${JSON.stringify(title)});
      dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '${action}' }));
    })()`);
  };
  return { page, deliver, touch };
}

const registrationOf = (devtools: CDPSession) =>
  new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations.filter(
        ({ scopeURL, isDeleted }) => !isDeleted && scopeURL.endsWith('/'),
      );
      if (registration !== undefined) resolve(registration.registrationId);
    });
  });

/** What the phone shows over everything else. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const notifications = await (await navigator.serviceWorker.ready).getNotifications();
    return notifications.map(({ title, body }) => ({ title, body }));
  });

/** DevTools does not say whether the worker took a message; on a busy machine one was lost, as a vendor would notice. */
const untilShown = (page: Page, title: string, deliver: () => Promise<void>) =>
  expect(async () => {
    await deliver();
    const titles = async () => (await shown(page)).map((notice) => notice.title);
    await expect.poll(titles, { timeout: 6_000 }).toContain(title);
  }).toPass({ timeout: 20_000 });

test('a phone is let ring, rings, and sees to it without Betti being opened', async ({ browser }) => {
  const { page, deliver, touch } = await aRingingPhone(browser);
  await page.getByRole('link', { name: 'How you are told' }).click();
  await expect(page.getByText('Rings only while Betti is open')).toBeVisible();
  await look(page, 'notifications-off');
  await button(page, 'Let this phone ring').click(SLOWLY);
  await expect(page.getByText('Rings, also while Betti is closed')).toBeVisible();
  await button(page, 'Send me a test').click(SLOWLY);
  await expect(page.getByText('Sent')).toBeVisible();
  await look(page, 'notifications-on');
  await deliver();
  await expect
    .poll(() => shown(page))
    .toEqual([{ title: 'This is a test', body: 'If you can read this, Betti reaches you this way.' }]);

  const path = `${hub.url}/api/residents/${residentId}/alerts`;
  const headers = { 'content-type': 'application/json' };
  await ask(`${path}/sos`, { method: 'POST', headers, body: JSON.stringify({ from: 'mirror' }) }, 'mirror');
  await expect.poll(() => push.posts.length, { timeout: 20_000 }).toBe(2);
  await untilShown(page, 'Resident asks for help', () => deliver());
  await page.goto(`${hub.url}/alerts`);
  const card = page.getByRole('article').filter({ hasText: 'Resident asks for help' });
  await card.getByText('What became of each message').click();
  await expect(card.getByText(/Phone · sent .* · shown /)).toBeVisible();
  await look(page, 'notifications-receipts');

  await touch('Resident asks for help', 'see-to');
  await expect(card.getByText('Ana sees to it')).toBeVisible();

  const reminder = {
    ...{ title: 'Time for your morning medicines', body: 'Due at 8:00 AM.', answer: null, isUrgent: false },
    ...{ tag: residentId, page: '/medication' },
  };
  await untilShown(page, 'Time for your morning medicines', () => deliver(reminder));
  await touch('Time for your morning medicines', '');
  await expect(page.getByRole('heading', { name: 'Medicines today' })).toBeVisible();

  await page.goto(`${hub.url}/notifications`);
  await button(page, 'Let it ring no more').click(SLOWLY);
  await expect(page.getByText('Rings only while Betti is open')).toBeVisible();
  await button(page, 'Send me a test').click(SLOWLY);
  await expect(page.getByText('You have not chosen any way yet.')).toBeVisible();
});

test('a mail arrives by the server that the owner set, and what is wrong is said where it is', async ({
  browser,
}) => {
  const page = await openPage(browser, `${hub.url}/hub`, { viewport: PHONE });
  await page.getByRole('link', { name: 'Mail server' }).click();
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await page.getByRole('radio', { name: /only inside your home/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).fill(String(mail.port));
  await page.getByRole('textbox', { name: 'Address it is sent from' }).fill('betti');
  await button(page, 'Save').click(SLOWLY);
  await expect(page.getByText('Please check this line.')).toBeVisible();
  await look(page, 'mail-server-wrong');
  await page.getByRole('textbox', { name: 'Address it is sent from' }).fill('betti@example.net');
  await button(page, 'Save').click(SLOWLY);
  await expect(page.getByText('Saved')).toBeVisible();
  await look(page, 'mail-server');

  await page.getByRole('link', { name: 'How you are told' }).click();
  await page.getByRole('textbox', { name: 'Your e-mail address' }).fill('ana@example');
  await page.getByText('For those who know them').click();
  await page.getByRole('textbox', { name: 'Topic of ntfy' }).fill('my topic');
  await button(page, 'Save').click(SLOWLY);
  await expect(page.getByText('This is not an e-mail address.')).toBeVisible();
  await expect(page.getByText('This is not a topic of ntfy.')).toBeVisible();
  await look(page, 'notifications-wrong');
  await page.getByRole('textbox', { name: 'Your e-mail address' }).fill('ana@example.org');
  await page.getByRole('textbox', { name: 'Topic of ntfy' }).fill('');
  await page.getByRole('textbox', { name: 'Webhook' }).fill('http://127.0.0.1:1/betti');
  await button(page, 'Save').click(SLOWLY);
  await expect(page.getByText('Saved')).toBeVisible();
  await button(page, 'Send me a test').click(SLOWLY);
  await expect(page.getByRole('listitem').filter({ hasText: 'E-mail' })).toContainText('Sent');
  await expect(page.getByRole('listitem').filter({ hasText: 'Webhook' })).toContainText('Not reached');
  await look(page, 'notifications-all');
  expect(mail.mails.map(({ to }) => to)).toEqual([['ana@example.org']]);
});
