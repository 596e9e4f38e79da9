/** Medicines on the screens: the prompt over the mirror, answers and their undo on both faces, what is taken as needed. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import Libsql from 'libsql';
import type { NewMedication } from '#contracts/medications.ts';
import { databasePathIn } from '#server/data-directory.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aMedication, asNeeded, dailyAt } from '../fixtures/medications.ts';
import { addMedication, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { button, look } from './look.ts';
import { MIRROR, open as openPage, PHONE } from './page.ts';

const folder = aDataFolder();
let hub: HubProcess;
let resident: Awaited<ReturnType<typeof theResident>>;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  resident = await theResident(hub.url);
});
test('a clock that was never set is said where medicines are, not passed over in silence', async ({
  browser,
}) => {
  const own = aDataFolder();
  const { end, url } = await startHub({ dataFolder: own.path });
  await theResident(url);
  await end('SIGTERM');
  // What a hub without a battery for its clock finds after it was without power: it has reminded of later days.
  const database = new Libsql(databasePathIn(own.path));
  database
    .prepare('INSERT OR REPLACE INTO reminder_state (number, done_until) VALUES (1, ?)')
    .run(Date.now() + 30 * 24 * 3_600_000);
  database.close();
  const again = await startHub({ dataFolder: own.path });
  for (const [face, viewport] of [
    ['/mirror', MIRROR],
    ['/mirror/medication', MIRROR],
    ['/medication', PHONE],
  ] as const) {
    const page = await openPage(browser, `${again.url}${face}`, { viewport });
    await expect(page.getByText('Betti does not know the time')).toBeVisible();
    await look(page, `clock-unset${face.replaceAll('/', '-')}`);
  }
  await again.end('SIGTERM');
  own.remove();
});

test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const open = (browser: Browser, path: string, viewport: typeof MIRROR) =>
  openPage(browser, `${hub.url}${path}`, { viewport });
const add = (entry: NewMedication) => addMedication(hub.url, resident.id, entry);

/** How many tones a page has begun, from now on. */
async function soundsOf(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as typeof globalThis & { tones: number };
    counted.tones = 0;
    const start = Reflect.get(OscillatorNode.prototype, 'start');
    OscillatorNode.prototype.start = function (when) {
      counted.tones += 1;
      start.call(this, when);
    };
  });
  return () => page.evaluate(() => (globalThis as typeof globalThis & { tones: number }).tones);
}

/** A minute soon, not at once, on the resident's wall, HH:mm. */
function aMinuteSoon(): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: resident.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  return format.format(Date.now() + 90_000);
}

test('a due dose fills the mirror and waits on the phone; "I took them" clears both', async ({ browser }) => {
  test.setTimeout(180_000);
  const schedule = dailyAt(aMinuteSoon());
  const picture = { shape: 'capsule', colour: 'pink' } as const;
  await add(aMedication({ name: 'Metformin', strength: '500 mg', schedule }));
  await add(aMedication({ name: 'Lisinopril', strength: '10 mg', schedule, ...picture }));
  const mirror = await open(browser, '/mirror', MIRROR);
  const phone = await open(browser, '/', PHONE);
  const [mirrorSounds, phoneSounds] = [await soundsOf(mirror), await soundsOf(phone)];
  // A mirror's browser has no voice of its own here; what it plays came with the hub.
  const voice = mirror.waitForResponse(/\/voice\/en\/\w+\.opus$/, { timeout: 110_000 });
  await expect(mirror.getByText(/^Next at/).first()).toBeVisible();
  await look(mirror, 'doses-mirror-before');

  const prompt = mirror.getByRole('dialog');
  await expect(prompt.getByRole('heading', { name: /^Time for your/ })).toBeVisible({ timeout: 100_000 });
  await expect(prompt.getByText('Metformin 500 mg')).toBeVisible();
  await expect.poll(mirrorSounds).toBeGreaterThan(0);
  expect(await (await voice).finished()).toBeNull();
  expect((await voice).status()).toBe(206);
  await expect.poll(phoneSounds).toBeGreaterThan(0);
  await look(mirror, 'doses-prompt');
  await expect(phone.getByText(/: 2 to take$/).first()).toBeVisible();
  await look(phone, 'doses-phone-due');

  const from = performance.now();
  await prompt.getByRole('button', { name: 'I took them' }).click();
  await expect(phone.getByText(/^Yes, at/).first()).toBeVisible();
  await expect(prompt).toBeHidden();
  const tookMs = performance.now() - from;
  test.info().annotations.push({ type: 'cleared', description: `${tookMs.toFixed(0)} ms` });
  await look(mirror, 'doses-undo');

  await mirror.getByRole('button', { name: /^Undo/ }).click();
  await expect(prompt).toBeVisible();
  await prompt.getByRole('button', { name: /^Take Lisinopril/ }).click();
  await look(mirror, 'doses-prompt-one');
  await prompt.getByRole('button', { name: 'I took it' }).click();
  await prompt.getByRole('button', { name: 'Skip' }).click();
  await look(mirror, 'doses-prompt-skip');
  await prompt.getByRole('button', { name: 'I feel unwell' }).click();
  await expect(prompt).toBeHidden();
});

test('the whole day is told on mirror and phone, with what was left out', async ({ browser }) => {
  const mirror = await open(browser, '/mirror/medication', MIRROR);
  await expect(mirror.getByText('Skipped')).toBeVisible();
  await look(mirror, 'doses-mirror-day');
  const phone = await open(browser, '/medication', PHONE);
  await expect(phone.getByText('Skipped')).toBeVisible();
  await look(phone, 'doses-phone-day');
});

test('what is taken as needed says when the next is safe', async ({ browser }) => {
  await add(aMedication({ name: 'Paracetamol', strength: '500 mg', schedule: asNeeded(240, 4) }));
  const phone = await open(browser, '/medication', PHONE);
  await phone.getByRole('button', { name: 'I took 1 tablet' }).click();
  await expect(phone.getByText('1 of at most 4 in 24 hours')).toBeVisible();
  await expect(phone.getByText(/^Next safe at/)).toBeVisible();
  await look(phone, 'doses-as-needed');
});

test('an hour after it the mirror asks whether it helped, and the phone knows', async ({ browser }) => {
  const { id: medicationId } = await add(aMedication({ name: 'Ibuprofen', schedule: asNeeded(240, 4) }));
  const at = new Date(Date.now() - 61 * 60_000).toISOString();
  const route = `${hub.url}/api/residents/${resident.id}/doses/administrations`;
  const answer = await ask(route, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ items: [{ medicationId, outcome: 'taken', at }] }),
  });
  expect(answer.status).toBe(201);
  const mirror = await open(browser, '/mirror', MIRROR);
  await look(mirror, 'effect-mirror-home');
  await mirror.getByRole('link', { name: 'Did Ibuprofen help?' }).click();
  await expect(mirror.getByRole('heading', { name: 'Did Ibuprofen help?' })).toBeVisible();
  await look(mirror, 'effect-mirror');
  const phone = await open(browser, '/medication', PHONE);
  await expect(phone.getByRole('heading', { name: 'Did Ibuprofen help?' })).toBeVisible();
  await look(phone, 'effect-phone');
  await button(mirror, 'A little').click();
  await expect(mirror.getByRole('heading', { name: 'Did Ibuprofen help?' })).toBeHidden();
  await expect(phone.getByRole('heading', { name: 'Did Ibuprofen help?' })).toBeHidden();
  await phone.goto(`${hub.url}/medication/${medicationId}`);
  await expect(phone.getByText(/1 tablet taken · A little/)).toBeVisible();
});
