/** Meals on both faces: written down on the phone, eaten once more at the mirror, changed and taken back, foods imported. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runBetti } from '../fixtures/betti.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { recordReading, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

/** What is done on one face is on the other within a second; the rest is for a busy machine. */
const SOON = { timeout: 5_000 };
const DAY_MS = 24 * 3_600_000;

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, hci: 'off' });
  ({ id: residentId } = await theResident(hub.url));
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const search = async (q: string) => {
  const response = await ask(`${hub.url}/api/foods?q=${q}`);
  return ((await response.json()) as { items: { id: string; name: string }[] }).items;
};

test('a meal is found, put on the plate, changed and taken back, and the mirror has it at once', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  await link(mirror, /Drinks/).click();
  await link(mirror, 'Meals').click();
  await expect(mirror.getByText(/Nothing was written down today/)).toBeVisible();

  const phone = await open(browser, `${hub.url}/meals`, { viewport: PHONE });
  await link(phone, 'Write down a meal').click();
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Put something on the plate first.')).toBeVisible();
  await phone.getByRole('radio', { name: 'Breakfast' }).check();
  await phone.getByRole('textbox', { name: 'What was eaten?' }).fill('bananna');
  await button(phone, /^Banana/).click();
  await phone.getByRole('textbox', { name: 'What was eaten?' }).fill('eggs');
  await button(phone, /^Egg, boiled/).click();
  await phone.getByRole('radio', { name: '2 pieces' }).check();
  await expect(phone.getByText('Together 245 kcal')).toBeVisible();
  await look(phone, 'meals-new');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('Banana and Egg, boiled')).toBeVisible();
  await look(phone, 'meals');
  await expect(mirror.getByText('Banana and Egg, boiled')).toBeVisible(SOON);

  await mirror.getByRole('radio', { name: '½ of it' }).check();
  await expect(phone.getByText(/122 kcal · ½ of it/)).toBeVisible(SOON);
  await look(mirror, 'meals-mirror');

  await link(phone, 'Change').click();
  await button(phone, 'Without Banana').click(SLOWLY);
  await look(phone, 'meals-change');
  await button(phone, 'Save').click(SLOWLY);
  await expect(mirror.getByText('Egg, boiled', { exact: true })).toBeVisible(SOON);
  await button(phone, 'Take back').click(SLOWLY);
  await expect(mirror.getByText(/Nothing was written down today/)).toBeVisible(SOON);
  await button(phone, /Undo/).click(SLOWLY);
  await expect(mirror.getByText('Egg, boiled', { exact: true })).toBeVisible(SOON);
});

test('what was eaten yesterday is eaten once more with one touch, and goals are proposed', async ({
  browser,
}) => {
  const [apple] = await search('apple');
  const eatenAt = new Date(Date.now() - DAY_MS).toISOString();
  for (const kind of ['breakfast', 'lunch', 'dinner', 'snack']) {
    const foods = [{ foodId: apple?.id, amount: 1, unit: 'medium', grams: 182 }];
    const response = await ask(`${hub.url}/api/residents/${residentId}/nutrition/meals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, eatenAt, foods }),
    });
    expect(response.status).toBe(201);
  }
  await recordReading(hub.url, residentId, { kind: 'body-weight', value: 64, unit: 'kg' });
  const phone = await open(browser, `${hub.url}/meals/goals`, { viewport: PHONE });
  await phone.getByRole('radio', { name: 'A woman' }).check();
  await phone.getByRole('radio', { name: 'Some walks' }).check();
  await expect(phone.getByRole('textbox', { name: 'Protein, g' })).toHaveValue('64');
  await look(phone, 'meals-goals');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/of 1800 kcal/).first()).toBeVisible();

  const mirror = await open(browser, `${hub.url}/mirror/meals`, { viewport: MIRROR });
  await button(mirror, /as yesterday/).click(SLOWLY);
  await expect(phone.getByText(/95 kcal/).first()).toBeVisible(SOON);
  await look(mirror, 'meals-mirror-again');
  await button(mirror, /Undo/).click(SLOWLY);
  await expect(phone.getByText(/95 kcal/)).toBeHidden(SOON);
});

test('a food of one’s own is found, and so is what the owner imports while the hub runs', async ({
  browser,
}) => {
  const phone = await open(browser, `${hub.url}/meals/food`, { viewport: PHONE });
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText('A food has a name.')).toBeVisible();
  await phone.getByRole('textbox', { name: 'What is it called?' }).fill('Rosa’s lentil soup');
  for (const [name, value] of [
    ['Energy, kcal', '60'],
    ['Protein, g', '3'],
    ['Fat, g', '2'],
  ] as const)
    await phone.getByRole('textbox', { name, exact: true }).fill(value);
  await look(phone, 'meals-food');
  await button(phone, 'Save').click(SLOWLY);
  await phone.getByRole('textbox', { name: 'What was eaten?' }).fill('rosa');
  await expect(button(phone, /Rosa’s lentil soup/)).toBeVisible();

  const tables = mkdtempSync(join(tmpdir(), 'betti-foods-'));
  const file = join(tables, 'ABBREV.txt');
  const fields = ['~99001~', '~QUINCE JELLY~', '50', '200', '1', '1', '1', '50'];
  writeFileSync(file, [...fields, ...Array.from({ length: 45 }, () => '')].join('^'), 'latin1');
  const { output } = await runBetti(folder.path, ['foods', 'import', file]);
  rmSync(tables, { recursive: true });
  expect(output).toContain('Foods: 1 new, 0 changed, 0 as before.');
  await phone.getByRole('textbox', { name: 'What was eaten?' }).fill('quince');
  await expect(button(phone, /QUINCE JELLY/)).toBeVisible();
});
