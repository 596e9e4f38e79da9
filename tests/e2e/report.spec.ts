/** The report for the doctor: what the page says stands in the file as well, word for word, in both languages. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { NewMedication } from '#contracts/medications.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aMedication, aScheduleEntry, asNeeded } from '../fixtures/medications.ts';
import {
  addAllergy,
  addMedication,
  recordBloodPressure,
  recordReading,
  theResident,
} from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { link, look } from './look.ts';
import { open as openPage, PHONE } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  const { id } = await theResident(hub.url);
  const daily: NewMedication = { ...aMedication({ name: 'Amlodipine' }), schedule: aScheduleEntry() };
  await addMedication(hub.url, id, daily);
  const prn = await addMedication(hub.url, id, { ...aMedication({ name: 'Żurek' }), schedule: asNeeded() });
  await ask(`${hub.url}/api/residents/${id}/doses/administrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ medicationId: prn.id, outcome: 'taken', amount: 1 }] }),
  });
  await addAllergy(hub.url, id, { substance: 'Penicillin', reaction: 'Rash' });
  for (const systolicMmHg of [128, 134]) await recordBloodPressure(hub.url, id, { systolicMmHg });
  await recordReading(hub.url, id, { kind: 'body-weight', value: 70.4, unit: 'kg', context: {} });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

/** All text of a PDF, without its line breaks; throws where it is none. */
async function textOf(file: Uint8Array) {
  const document = await getDocument({ data: file, useSystemFonts: true, verbosity: 0 }).promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const { items } = await (await document.getPage(index + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }),
  );
  return { text: plain(pages.join(' ')), pages: document.numPages };
}
/** Where a line breaks, and how wide a gap is, is each drawer's own. */
const plain = (text: string) => text.replace(/\s+/g, '');

async function fileOf(page: Page, name: RegExp) {
  const downloading = page.waitForEvent('download');
  await link(page, name).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^betti-\d{4}-\d\d-\d\d\.pdf$/);
  return new Uint8Array(readFileSync(await download.path()));
}

const open = (browser: Browser, locale: string) =>
  openPage(browser, `${hub.url}/report`, { viewport: PHONE, locale });

for (const { locale, file, heading } of [
  { locale: 'en-US', file: /Get it as a file/, heading: 'Taken as needed' },
  { locale: 'es-ES', file: /Guardarlo como archivo/, heading: 'Tomado cuando hace falta' },
])
  test(`the file says what the page says (${locale})`, async ({ browser }) => {
    const page = await open(browser, locale);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await look(page, `report-${locale}`);
    const said = await page.locator('article :is(h1, h2, h3, p)').allInnerTexts();
    const { text, pages } = await textOf(await fileOf(page, file));
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(said.length).toBeGreaterThan(20);
    for (const line of said.filter((one) => !one.includes('\n'))) expect(text, line).toContain(plain(line));
    expect(text).toContain('Żurek');
    expect(text).toContain('131/78');
  });

test('nobody gets the file who would not get the page', async () => {
  expect((await fetch(`${hub.url}/report.pdf`, { redirect: 'manual' })).status).toBe(303);
  expect((await ask(`${hub.url}/report.pdf`, { redirect: 'manual' }, 'mirror')).status).toBe(303);
  const answer = await ask(`${hub.url}/report.pdf?days=90`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('cache-control')).toContain('no-store');
});
