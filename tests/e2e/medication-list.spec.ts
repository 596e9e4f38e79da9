/** What a daughter does with her mother's medications on her phone: add one, change when it is taken, pause it, end it. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { aMedication, asNeeded, dailyAt } from '../fixtures/medications.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { addMedication, medicationsOf, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { open as openPage, PHONE, visit } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  residentId = (await theResident(hub.url)).id;
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const open = (browser: Browser, path: string, locale = 'en-US'): Promise<Page> =>
  openPage(browser, `${hub.url}${path}`, { viewport: PHONE, locale });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const named = async (name: string) =>
  (await medicationsOf(hub.url, residentId)).find((each) => each.name === name);

test('a medication is added, its schedule changed by the comparison, put on hold, resumed and ended', async ({
  browser,
}) => {
  const page = await open(browser, '/medication/list');
  await expect(page.getByText('No medication is written down yet.')).toBeVisible();
  await link(page, 'Add a medication').click();

  await button(page, 'Save').click();
  await expect(page.getByText('Please write what it is called.')).toBeVisible();
  await expect(field(page, /what is it called/i)).toBeFocused();
  await field(page, /what is it called/i).fill('Ramipril');
  await field(page, /how strong/i).fill('5 mg');
  await page.getByRole('radio', { name: 'Tablet' }).check();
  await page.getByRole('radio', { name: 'Every day' }).check();
  await page.getByLabel('Time of day').fill('08:00');
  await field(page, /how much tablets/i).fill('1');
  await field(page, /how much is in the house/i).fill('28');
  await look(page, 'med-new');
  await button(page, 'Save').click(SLOWLY);
  const card = link(page, /Ramipril 5 mg/);
  await expect(card).toContainText('1 tablet at 8:00 am, every day');
  await expect(card).toContainText('28 tablets left');
  await look(page, 'med-list-one');

  await card.click();
  await link(page, 'Change when it is taken').click();
  await button(page, 'Add a time').click();
  await page.getByLabel('Time of day').nth(1).fill('20:00');
  await button(page, 'Show what changes').click();
  await expect(page.getByText('Please write how much.')).toBeVisible();
  await field(page, /how much tablets/i)
    .nth(1)
    .fill('0.5');
  await button(page, 'Show what changes').click(SLOWLY);
  await expect(page.getByText(/of the next 14 days are different/)).toBeVisible();
  const tomorrow = page.getByRole('row').nth(2);
  await expect(tomorrow).toContainText('Changed');
  await expect(tomorrow.getByRole('cell').nth(0)).toContainText(/Total\s*1 tablet/);
  await expect(tomorrow.getByRole('cell').nth(1)).toContainText('8:00 pm: ½');
  await expect(tomorrow.getByRole('cell').nth(1)).toContainText(/Total\s*1½ tablets/);
  expect((await named('Ramipril'))?.schedule.pattern).toMatchObject({ times: [{ amount: 1 }] });
  await look(page, 'med-comparison');
  await button(page, 'Yes, change it').click();
  await expect(page.getByText('1 tablet at 8:00 am and ½ tablet at 8:00 pm, every day')).toBeVisible();

  await button(page, 'Put on hold now').click();
  await field(page, 'Why?').fill('surgery');
  await look(page, 'med-detail-hold');
  await button(page, 'Put on hold now').click(SLOWLY);
  await expect(page.getByText(/^On hold since/)).toBeVisible();
  await expect(page.getByText('Why: surgery')).toBeVisible();
  await button(page, 'Take it again from now on').click();
  await expect(page.getByText(/^On hold since/)).toBeHidden();
  expect((await named('Ramipril'))?.hold).toBeNull();

  await button(page, 'End this medication').click();
  await button(page, 'No, keep it').click();
  await button(page, 'End this medication').click(SLOWLY);
  await look(page, 'med-end');
  await button(page, 'Yes, end it').click();
  await expect(page).toHaveURL(/\/medication\/list$/);
  await page.getByText('No longer taken').click();
  await link(page, /Ramipril/).click();
  await expect(page.getByText(/^Ended on/)).toBeVisible();
  await expect(button(page, 'End this medication')).toHaveCount(0);
});

test('a change that means something else by now is shown anew, and is not made unseen', async ({
  browser,
}) => {
  const { id } = await addMedication(hub.url, residentId, aMedication({ name: 'Metformin' }));
  const page = await open(browser, `/medication/${id}/schedule`);
  await page.getByLabel('Time of day').fill('09:00');
  await button(page, 'Show what changes').click();
  await expect(heading(page, 'Is this right?')).toBeVisible();

  const path = `${hub.url}/api/residents/${residentId}/medications/${id}/schedule`;
  const send = (method: string, url: string, body: unknown) =>
    ask(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const schedule = dailyAt('08:00', '21:00');
  const preview = (await (await send('POST', `${path}/preview`, schedule)).json()) as {
    scheduleId: string;
    after: { dayTotals: number[] };
  };
  const seen = { scheduleId: preview.scheduleId, dayTotals: preview.after.dayTotals };
  expect((await send('PUT', path, { schedule, seen })).status).toBe(200);

  await button(page, 'Yes, change it').click();
  await expect(page.getByText(/Something changed in the meantime/)).toBeVisible();
  await expect(page.getByText('1 tablet at 8:00 am and 9:00 pm, every day')).toBeVisible();
  await look(page, 'med-stale');
  await button(page, 'Yes, change it').click(SLOWLY);
  await expect(page.getByText('1 tablet at 9:00 am, every day')).toBeVisible();
});

test('what the new one shares with another is said before the list, in Spanish too', async ({ browser }) => {
  await addMedication(hub.url, residentId, aMedication());
  const page = await open(browser, '/medication/allergies');
  await field(page, /not tolerated/i).fill('Codeine');
  await button(page, 'Add it').click();
  await expect(page.getByText('Codeine', { exact: true })).toBeVisible();
  await look(page, 'med-allergies');

  const spanish = await open(browser, '/medication/new', 'es-ES');
  await field(spanish, /cómo se llama/i).fill('Thomapyrin');
  await spanish.getByRole('radio', { name: 'Comprimido' }).check();
  await spanish.getByRole('radio', { name: 'Solo si hace falta' }).check();
  await expect(field(spanish, /cuántas veces como mucho/i)).toHaveValue('');
  await field(spanish, /qué contiene/i).fill('Acetylsalicylic acid\ncodeine phosphate');
  await button(spanish, 'Guardar').click();
  await expect(spanish.getByText('Escriba un número del 1 al 48.')).toBeVisible();
  await field(spanish, /cuántas veces como mucho/i).fill('3');
  await field(spanish, /cuántas horas como mínimo/i).fill('4');
  await button(spanish, 'Guardar').click(SLOWLY);
  await expect(spanish.getByText('Alergia: Codeine')).toBeVisible();
  await expect(spanish.getByText(/También en otra medicina: acetylsalicylic acid: Aspirin/)).toBeVisible();
  await look(spanish, 'med-warnings-es');
  await link(spanish, 'A la lista').click();
  await expect(link(spanish, /^Thomapyrin/)).toContainText(
    'Solo si hace falta, como mucho 3 veces en 24 horas',
  );
  await look(spanish, 'med-list-es');

  await visit(page, `${hub.url}/medication/allergies`);
  await button(page, 'Take out: Codeine').click();
  await button(page, 'Yes, take it out').click();
  await expect(page.getByText('No allergy is written down.')).toBeVisible();
});

test('what is counted and what came in is written down, and what was taken is in the record', async ({
  browser,
}) => {
  const { id } = await addMedication(
    hub.url,
    residentId,
    aMedication({ name: 'Ibuprofen', schedule: asNeeded(240, 4), pharmacyPhone: '+49 30 1234567' }),
  );
  const taken = { items: [{ medicationId: id, outcome: 'taken', amount: 1, reason: 'headache' }] };
  const response = await ask(`${hub.url}/api/residents/${residentId}/doses/administrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(taken),
  });
  expect(response.status).toBe(201);
  const page = await open(browser, `/medication/${id}`);
  await expect(page.getByText('1 tablet taken')).toBeVisible();
  await expect(page.getByText('headache')).toBeVisible();
  await expect(link(page, /Call the pharmacy/)).toHaveAttribute('href', 'tel:+49301234567');
  await page.getByRole('radio', { name: 'I counted' }).check();
  await field(page, /how much is there now/i).fill('3');
  await button(page, 'Write it down').click();
  await expect(page.getByText('3 tablets left')).toBeVisible();
  await page.getByRole('radio', { name: 'I got more' }).check();
  await field(page, /how much came in/i).fill('1020');
  await button(page, 'Write it down').click(SLOWLY);
  await expect(page.getByText('1023 tablets left')).toBeVisible();
  await look(page, 'med-detail');
});

test('each kind of schedule can be looked at on the phone', async ({ browser }) => {
  const { id } = await addMedication(hub.url, residentId, aMedication({ name: 'Levothyroxine' }));
  const page = await open(browser, `/medication/${id}/schedule`);
  const kinds = [
    ['On certain days of the week', 'weekdays'],
    ['Every so many days', 'every-n-days'],
    ['Some days on, then a pause', 'cycle'],
    ['The dose changes step by step', 'taper'],
    ['Only when needed', 'prn'],
  ] as const;
  for (const [name, kind] of kinds) {
    await page.getByRole('radio', { name }).check();
    await look(page, `med-kind-${kind}`);
  }
});

test('a medication is reminded of in a way of its own', async ({ browser }) => {
  const { id } = await addMedication(
    hub.url,
    residentId,
    aMedication({ name: 'Levodopa', schedule: dailyAt('08:00') }),
  );
  const page = await open(browser, `/medication/${id}/details`);
  await page.getByText('More about it').click();
  await page.getByRole('radio', { name: 'In a way of its own' }).check();
  await field(page, /^Say it again each/).fill('');
  await button(page, 'Save').click(SLOWLY);
  await expect(page.getByText('Please write a number.')).toBeVisible();
  await field(page, /^Say it again each/).fill('5');
  await field(page, /^A second person/).fill('40');
  await look(page, 'med-own-reminders');
  await button(page, 'Save').click(SLOWLY);
  await expect
    .poll(async () => (await named('Levodopa'))?.reminders)
    .toEqual({ repeatMinutes: 5, repeats: 3, secondMinutes: 40 });
});
