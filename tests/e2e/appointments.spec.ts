/** Appointments on both faces: written down on one and seen on the other, changed in part, done, taken away and back. */
import { expect, test } from '@playwright/test';
import { NewAppointmentSchema } from '#contracts/appointments.ts';
import { openStores } from '#server/stores.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { addAppointment, theResident, todayIn } from '../fixtures/requests.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE, visit } from './page.ts';

/** What is done on one face is on the other within a second; the rest is for a busy machine. */
const SOON = { timeout: 5_000 };

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
let zone: string;
test.beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, hci: 'off' });
  ({ id: residentId, timeZone: zone } = await theResident(hub.url));
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

test('what the phone writes down is at the mirror at once, can be done there, and taken back', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  await expect(mirror.getByText('Nothing planned')).toBeVisible();
  const phone = await open(browser, `${hub.url}/more`, { viewport: PHONE });
  await link(phone, 'Appointments').click();
  await expect(phone.getByText('Nothing planned')).toBeVisible();
  await link(phone, 'New appointment').click();
  await phone.getByRole('radio', { name: 'Eyes' }).check();
  await phone.getByRole('textbox', { name: 'What is it?' }).fill('Eye doctor');
  await phone.getByLabel('On which day?').fill(todayIn(zone, 1).date);
  await phone.getByLabel('At what time?').fill('10:30');
  await phone.getByRole('textbox', { name: 'What to take along' }).fill('Glasses');
  await look(phone, 'appointment-new');
  await button(phone, 'Save').click(SLOWLY);
  await expect(link(phone, /Eye doctor/)).toBeVisible();
  await look(phone, 'appointments');

  await expect(mirror.getByText('Eye doctor, 10:30 am')).toBeVisible(SOON);
  await look(mirror, 'mirror-coming-up');
  await link(mirror, /Eye doctor/).click();
  await visit(mirror, `${hub.url}/mirror/appointments?day=${todayIn(zone, 1).date}`);
  await expect(link(mirror, /Eye doctor/)).toBeVisible();
  await look(mirror, 'appointments-mirror');
  await link(mirror, /Eye doctor/).click();
  await expect(mirror.getByText('Take along: Glasses')).toBeVisible();
  await look(mirror, 'appointment-mirror');
  await button(mirror, 'It took place').click(SLOWLY);
  await expect(phone.getByText('Took place')).toBeVisible(SOON);
  await button(mirror, /Undo/).click(SLOWLY);
  await expect(phone.getByText('Took place')).toBeHidden(SOON);
  await button(mirror, 'Take away').click(SLOWLY);
  await expect(link(phone, /Eye doctor/)).toBeHidden(SOON);
  await button(mirror, /Undo/).click(SLOWLY);
  await expect(link(phone, /Eye doctor/)).toBeVisible(SOON);
  await button(mirror, 'Call it off').click(SLOWLY);
  await expect(phone.getByText('Called off')).toBeVisible(SOON);
});

test('one that comes again is moved once, and from then on', async ({ browser }) => {
  const { date, weekday } = todayIn(zone, 2);
  await addAppointment(hub.url, residentId, {
    ...{ title: 'Physio', kind: 'therapy', date, time: '09:00' },
    repeats: { period: 'week', weekdays: [weekday] },
  });
  const phone = await open(browser, `${hub.url}/appointments`, { viewport: PHONE });
  await link(phone, /Physio/)
    .nth(1)
    .click();
  await expect(phone.getByText(/Every week/)).toBeVisible();
  await look(phone, 'appointment-series');
  await link(phone, 'Change').click();
  await expect(phone.getByLabel('At what time?')).toHaveValue('09:00');
  await phone.getByLabel('At what time?').fill('14:00');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/2:00 pm/)).toBeVisible();
  await link(phone, 'More').click();
  await link(phone, 'Appointments').click();
  await link(phone, /Physio/)
    .nth(2)
    .click();
  await link(phone, 'Change').click();
  await phone.getByRole('radio', { name: 'This and later ones' }).check();
  await phone.getByLabel('At what time?').fill('16:00');
  await phone.getByRole('radio', { name: 'After some times' }).check();
  await phone.getByRole('textbox', { name: 'How many times?' }).fill('2');
  await look(phone, 'appointment-edit');
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/4:00 pm/)).toBeVisible();
  await link(phone, 'More').click();
  await link(phone, 'Appointments').click();
  await expect(link(phone, /Physio/)).toHaveText([/9:00 am/, /2:00 pm/, /4:00 pm/, /4:00 pm/]);
  await visit(phone, `${hub.url}/appointments/month?day=${date}`);
  await expect(link(phone, /Physio/)).toBeVisible();
  await look(phone, 'appointments-month');
  await link(phone, 'The next month').click();
  await expect(phone).toHaveURL(/day=\d{4}-\d\d-01$/);
});

test('the mirror writes one down without a letter typed', async ({ browser }) => {
  const mirror = await open(browser, `${hub.url}/mirror/appointments`, { viewport: MIRROR });
  await link(mirror, 'New appointment').click();
  await mirror.getByRole('radio', { name: 'Dentist' }).check();
  await button(mirror, '+15 min').click(SLOWLY);
  await button(mirror, '+1 hour').click(SLOWLY);
  await expect(mirror.getByText('11:15 am')).toBeVisible();
  await mirror.getByRole('radio', { name: 'Every week' }).check();
  await look(mirror, 'appointment-new-mirror');
  await button(mirror, 'Save').click(SLOWLY);
  await expect(link(mirror, /11:15 am\s*Dentist/)).toBeVisible();
});

test('the phone says what is wrong with an appointment', async ({ browser }) => {
  const phone = await open(browser, `${hub.url}/appointments/new`, { viewport: PHONE });
  await phone.getByRole('radio', { name: 'Every week' }).check();
  await phone.getByRole('checkbox', { checked: true }).first().uncheck();
  await button(phone, 'Save').click(SLOWLY);
  await expect(phone.getByText(/One of them is the first day/)).toBeVisible();
  await look(phone, 'appointment-wrong');
});

test('another calendar gets its address once, and until it is ended', async ({ browser, request }) => {
  const phone = await open(browser, `${hub.url}/appointments/feed`, { viewport: PHONE });
  await button(phone, 'Make the address').click(SLOWLY);
  const address = await phone.getByRole('textbox').inputValue();
  await look(phone, 'appointments-feed');
  expect(await (await request.get(address)).text()).toContain('SUMMARY:Physio');
  await phone.reload();
  await expect(phone.getByRole('textbox')).toHaveCount(0);
  await button(phone, 'End it').click(SLOWLY);
  await expect(phone.getByText('Ended.')).toBeVisible();
  expect((await request.get(address)).status()).toBe(404);
});

test('the mirror says what comes up in an hour, until somebody has read it', async ({ browser }) => {
  // The whole minute that it waits for may be nearly one away.
  test.slow();
  // Written down a day ago, so that it was known before it is reminded of.
  await hub.end('SIGTERM');
  const inAnHour = new Date(Math.floor(Date.now() / 60_000 + 61) * 60_000);
  const clock = { now: () => Date.now() - 2 * 86_400_000 };
  const stores = await openStores(folder.path, clock, (error) => {
    throw error;
  });
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = wall.format(inAnHour).split(' ');
  const resident = stores.users.find(residentId);
  if (resident === undefined) throw new Error('Nobody lives here.');
  const entry = { title: 'Dr. Chen', kind: 'doctor', date, time, bring: 'The list of medicines' };
  await stores.appointments.add(resident, NewAppointmentSchema.parse({ ...entry, reminders: [60] }), 'test');
  stores.database.close();
  hub = await startHub({ dataFolder: folder.path, hci: 'off' });
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const prompt = mirror.getByRole('dialog');
  await expect(prompt.getByRole('heading', { name: 'Dr. Chen' })).toBeVisible({ timeout: 75_000 });
  await expect(prompt.getByText('Take along: The list of medicines')).toBeVisible();
  await look(mirror, 'appointment-due');
  // Something else happens, and the mirror is read anew.
  const isRead = mirror.waitForResponse(/\/dashboard$/);
  await addAppointment(hub.url, residentId, { ...entry, title: 'Another', date: todayIn(zone, 3).date });
  await (await isRead).finished();
  await expect(prompt.getByRole('heading', { name: 'Dr. Chen' })).toBeVisible();
  await button(mirror, 'All right').click(SLOWLY);
  await expect(prompt).toBeHidden();
});
