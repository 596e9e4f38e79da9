/** The owner's phone encrypts the record and shows the sheet to print; the pages go on as before. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { readSheet } from '#domain/recovery-sheet.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { databasePathIn } from '#server/data-directory.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { open, PHONE, tooSmall, visit } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

test('encrypts the record after asking, shows the sheet, and goes on', async ({ browser }) => {
  await recordBloodPressure(hub.url, (await theResident(hub.url)).id);
  const page = await open(browser, `${hub.url}/hub`, { viewport: PHONE });
  await page.getByRole('link', { name: 'Encrypt the record' }).click();
  await expect(page.getByText('The record is not encrypted')).toBeVisible();
  await page.screenshot({ path: 'test-results/encryption-before.png', fullPage: true });
  await page.getByRole('button', { name: 'Encrypt now' }).click();
  await page.getByRole('button', { name: 'Yes, encrypt' }).click();
  await expect(page.getByRole('heading', { name: 'Betti recovery sheet' })).toBeVisible();
  await expect(page.getByText('The record is encrypted')).toBeVisible();
  const lines = await page.getByRole('listitem').allTextContents();
  expect(readSheet(lines.filter((line) => /^(?:[0-9A-Z]{4} ?){4}$/.test(line)).join('\n'))).toMatchObject({
    kind: 'key',
  });
  expect(kindOf(databasePathIn(folder.path))).toBe('encrypted');

  expect(await tooSmall(page, { text: 15, target: 44 })).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  await page.screenshot({ path: 'test-results/encryption-sheet.png', fullPage: true });
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print the sheet' })).toBeHidden();
  await page.screenshot({ path: 'test-results/encryption-print.png', fullPage: true });
  await page.emulateMedia({ media: 'screen' });

  await visit(page, `${hub.url}/vitals/blood-pressure`);
  await expect(page.getByText('124/78').first()).toBeVisible();
});
