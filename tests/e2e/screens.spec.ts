/** Every page as its users meet it: readable, reachable, understood by a screen reader, in both languages. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser } from '@playwright/test';
import type { NewMedication } from '#contracts/medications.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aMedication, aScheduleEntry, asNeeded } from '../fixtures/medications.ts';
import {
  addAllergy,
  addAppointment,
  todayIn,
  addMedication,
  devicesOf,
  readingsOf,
  recordBloodPressure,
  recordReading,
  theResident,
} from '../fixtures/requests.ts';
import { simulatedCuff, startRadio, type Radio } from '../radio/radio.ts';
import { look, SLOWLY } from './look.ts';
import { MIRROR, open as openPage, PHONE, tooSmall } from './page.ts';

const MIRROR_PAGES = [
  '/mirror',
  '/mirror/vitals/blood-pressure',
  '/mirror/vitals/body-weight',
  '/mirror/vitals/mood',
  '/mirror/measure',
  '/mirror/inbox',
  '/mirror/activity',
  '/mirror/hydration',
  '/mirror/meals',
  '/mirror/appointments',
  '/mirror/appointments/new',
  '/mirror/appointments/APPOINTMENT',
];
const PHONE_PAGES = [
  '/',
  '/vitals',
  '/vitals/blood-pressure',
  '/vitals/blood-pressure?days=365',
  '/vitals/mood',
  '/vitals/blood-pressure/new',
  '/vitals/glucose/new',
  '/vitals/mood/new',
  '/vitals/pain/new',
  '/vitals/blood-pressure/READING',
  '/vitals/blood-pressure/READING/correct',
  '/vitals/blood-pressure/why?reading=READING',
  '/vitals/glucose/why',
  '/vitals/body-weight/why',
  '/vitals/new',
  '/vitals/settings',
  '/vitals/settings/blood-pressure.stage-2.systolic',
  '/vitals/file',
  '/devices',
  '/devices/supported',
  '/rooms',
  '/activity',
  '/activity/new',
  '/activity/day',
  '/hydration',
  '/hydration/plan',
  '/meals',
  '/meals/new',
  '/meals/goals',
  '/meals/food',
  '/appointments',
  '/appointments/month',
  '/appointments/new',
  '/appointments/APPOINTMENT',
  '/appointments/APPOINTMENT/edit',
  '/appointments/feed',
  '/medication/list',
  '/medication/new',
  '/medication/MEDICATION',
  '/medication/MEDICATION/details',
  '/medication/MEDICATION/schedule',
  '/medication/allergies',
  '/alerts',
  '/alerts/settings',
  '/alerts/settings/vital',
  '/alerts/settings/shifts',
  '/help',
  '/check-in',
  '/alerts/watch',
  '/notifications',
  '/about',
  '/report',
  '/board',
  '/hub/mail',
  '/hub/weather',
];

const folder = aDataFolder();
let radio: Radio;
let hub: HubProcess;
let residentId: string;
/** The reading that stands for READING in an address. */
let readingId: string;
/** The medication that stands for MEDICATION in one. */
let medicationId: string;
/** The appointment that stands for APPOINTMENT in one. */
let appointmentId: string;
test.beforeAll(async () => {
  radio = await startRadio();
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci });
  residentId = (await theResident(hub.url)).id;
  for (const systolicMmHg of [112, 128, 151, 188])
    readingId = (await recordBloodPressure(hub.url, residentId, { systolicMmHg })).id;
  await recordOfEachKind();
  medicationId = await addOfEachKind();
  appointmentId = await addAppointment(hub.url, residentId, {
    ...{ title: 'Eye doctor', kind: 'vision', providerName: 'Dr. Chen', location: 'At the market' },
    ...{ bring: 'Glasses', repeats: { period: 'week', weekdays: [todayIn('Europe/Berlin').weekday] } },
    ...{ date: todayIn('Europe/Berlin').date, time: '23:30' },
  });
  radio.add(simulatedCuff({ address: 'c0:ff:ee:00:00:02', name: 'Upper Arm 2' })).wake(600_000);
  await expect.poll(async () => (await devicesOf(hub.url)).length).toBe(1);
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await radio.stop();
  folder.remove();
});

/** Values in range and out of it, so that every mark and every kind of tile is on the screens. */
async function recordOfEachKind() {
  const entries = [
    { kind: 'body-weight', value: 158.5, unit: '[lb_av]' },
    { kind: 'spo2', value: 93, unit: '%', context: { isOnOxygen: true } },
    { kind: 'body-temperature', value: 38.4, unit: 'Cel', context: { site: 'ear' } },
    { kind: 'glucose', value: 64, unit: 'mg/dL', context: { meal: 'fasting' }, note: 'Before breakfast' },
    { kind: 'heart-rate', value: 70, unit: '/min', context: { posture: 'sitting' } },
    { kind: 'respiratory-rate', value: 16, unit: '/min' },
    { kind: 'pain', value: 3, unit: '{score}' },
    { kind: 'mood', value: 4, unit: '{score}' },
  ];
  for (const entry of entries) await recordReading(hub.url, residentId, entry);
}

/** Medications with every mark, and a schedule of every kind. */
async function addOfEachKind(): Promise<string> {
  const add = (parts: Parameters<typeof aMedication>[0]) =>
    addMedication(hub.url, residentId, aMedication(parts));
  await addAllergy(hub.url, residentId, { substance: 'Ibuprofen', reaction: 'A rash' });
  const morning = [{ timeOfDay: '08:00', amount: 1.5 }];
  const patterns = [
    { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts: [1, 1, 1, 1, 1, 2, null] }] },
    { kind: 'every-n-days', everyDays: 3, anchorOn: '2026-11-01', times: morning },
    { kind: 'cycle', daysOn: 21, daysOff: 7, anchorOn: '2026-11-01', times: morning },
    { kind: 'taper', steps: [{ fromOn: '2026-11-01', everyDays: 2, times: morning }] },
  ] satisfies NewMedication['schedule']['pattern'][];
  for (const pattern of patterns) await add({ name: pattern.kind, schedule: aScheduleEntry({ pattern }) });
  await add({ name: 'Ibuprofen', ingredients: [], schedule: asNeeded(240, 3) });
  const { id } = await add({
    ...{ amountLeft: 3, instructions: 'With a glass of water', pharmacy: 'At the corner' },
    ...{ pharmacyPhone: '+49 30 1234567', refillsLeft: 1 },
  });
  return id;
}

const open = (browser: Browser, path: string, options: Parameters<typeof openPage>[2]) =>
  openPage(
    browser,
    `${hub.url}${path
      .replace('READING', readingId)
      .replace('MEDICATION', medicationId)
      .replace('APPOINTMENT', appointmentId)}`,
    options,
  );

for (const locale of ['en-US', 'es-ES']) {
  for (const path of MIRROR_PAGES) {
    test(`${path} in ${locale} has no text under 32 px and no target under 78 px`, async ({ browser }) => {
      const page = await open(browser, path, { viewport: MIRROR, locale });
      expect(await tooSmall(page, { text: 32, target: 78 })).toEqual([]);
    });
  }
  for (const path of PHONE_PAGES) {
    test(`${path} in ${locale} has no text under 15 px, no target under 44 px, and fits the phone`, async ({
      browser,
    }) => {
      const page = await open(browser, path, { viewport: PHONE, locale });
      expect(await tooSmall(page, { text: 15, target: 44 })).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        PHONE.width,
      );
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
    });
  }
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`every page passes the accessibility rules in the ${colorScheme} theme`, async ({ browser }) => {
    test.setTimeout(400_000);
    const pages = [
      ...MIRROR_PAGES.map((path) => ({ path, viewport: MIRROR })),
      ...PHONE_PAGES.map((path) => ({ path, viewport: PHONE })),
    ];
    for (const { path, viewport } of pages) {
      const page = await open(browser, path, { viewport, colorScheme });
      // As tall as the page, so that no target lies half under the menu at the bottom.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ ...viewport, height });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', ...(viewport === MIRROR ? ['wcag2aaa'] : [])])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${path}: ${id} ${nodes.map((node) => node.html).join(' ')}`),
      ).toEqual([]);
      await page.context().close();
    }
  });
}

test('a reading written down on the phone appears on the mirror at once', async ({ browser }) => {
  const mirror = await open(browser, '/mirror', { viewport: MIRROR });
  const phone = await open(browser, '/vitals/blood-pressure/new', { viewport: PHONE });
  await phone.getByRole('textbox', { name: /upper/i }).fill('117');
  await phone.getByRole('textbox', { name: /lower/i }).fill('74');
  await phone.getByRole('button', { name: /save/i }).click();
  await expect(mirror.getByText('117/74')).toBeVisible();
  await expect(phone.getByText('117/74').first()).toBeVisible();
  expect((await readingsOf(hub.url, residentId))[0]).toMatchObject({ systolicMmHg: 117, source: 'manual' });
});

test('numbers the wrong way round are said beside the field, and nothing is stored or lost', async ({
  browser,
}) => {
  const before = (await readingsOf(hub.url, residentId)).length;
  const phone = await open(browser, '/vitals/blood-pressure/new', { viewport: PHONE });
  await phone.getByRole('textbox', { name: /upper/i }).fill('74');
  await phone.getByRole('textbox', { name: /lower/i }).fill('117');
  await phone.getByRole('button', { name: /save/i }).click();
  await expect(phone.getByRole('alert').first()).toBeVisible();
  await expect(phone.getByRole('textbox', { name: /upper/i })).toHaveValue('74');
  expect((await readingsOf(hub.url, residentId)).length).toBe(before);
});

test('a cuff that is nearby is trusted and forgotten on the phone, and the mirror points there', async ({
  browser,
}) => {
  const mirror = await open(browser, '/mirror', { viewport: MIRROR });
  // What to do about a very high reading would be said first.
  await recordBloodPressure(hub.url, residentId);
  await expect(mirror.getByText(/new device is nearby/i)).toBeVisible();
  const phone = await open(browser, '/devices', { viewport: PHONE });
  await phone.getByRole('button', { name: /use/i }).click();
  await expect.poll(async () => (await devicesOf(hub.url))[0]?.isTrusted).toBe(true);
  await expect(mirror.getByText(/new device is nearby/i)).toBeHidden();
  await phone.getByRole('button', { name: 'Change' }).click();
  await phone.getByRole('textbox', { name: 'What you call it' }).fill('Bathroom cuff');
  await look(phone, 'device-change');
  await phone.getByRole('button', { name: 'Save' }).click(SLOWLY);
  await expect(phone.getByRole('heading', { name: 'Bathroom cuff' })).toBeVisible();
  await look(phone, 'device-named');
  await phone.getByRole('button', { name: 'Forget', exact: true }).click(SLOWLY);
  await phone.getByRole('button', { name: 'Yes, forget it' }).click();
  await expect.poll(async () => (await devicesOf(hub.url)).some((device) => device.isTrusted)).toBe(false);
});

test('a mirror that lost the hub says so, and comes back by itself', async ({ browser }) => {
  const port = Number(new URL(hub.url).port);
  const mirror = await open(browser, '/mirror', { viewport: MIRROR });
  const before = await mirror.locator('.value').first().innerText();
  await hub.end('SIGKILL');
  await expect(mirror.getByText('No news').first()).toBeVisible({ timeout: 20_000 });
  hub = await startHub({ dataFolder: folder.path, hci: radio.hci, port });
  await expect(mirror.getByText('No news')).toHaveCount(0, { timeout: 30_000 });
  expect(await mirror.locator('.value').first().innerText()).toBe(before);
});
