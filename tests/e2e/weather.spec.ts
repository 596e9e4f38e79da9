/** The weather: its place is chosen on the phone, the mirror shows it, and what cannot be had is not there. */
import { expect, test } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aWeatherService } from '../fixtures/weather-service.ts';
import { button, link, look, SLOWLY } from './look.ts';
import { MIRROR, open, PHONE } from './page.ts';

const folder = aDataFolder();
let service: Awaited<ReturnType<typeof aWeatherService>>;
let hub: HubProcess;
test.beforeAll(async () => {
  service = await aWeatherService();
  hub = await startHub({ dataFolder: folder.path, environment: { BETTI_WEATHER_URL: service.url } });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await service.close().catch(() => undefined);
  folder.remove();
});

test('the place is found and chosen on the phone, the mirror shows its weather, and neither needs the internet', async ({
  browser,
}) => {
  const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
  const phone = await open(browser, `${hub.url}/hub`, { viewport: PHONE });
  await link(phone, 'Weather').click();
  await expect(phone.getByText('The weather is off.')).toBeVisible();
  expect(service.asked).toEqual([]);
  await phone.getByRole('textbox', { name: 'Which place?' }).fill('Nowhere');
  await button(phone, 'Look for it').click(SLOWLY);
  await expect(phone.getByText('No place of this name was found.')).toBeVisible();
  await phone.getByRole('textbox', { name: 'Which place?' }).fill('Berlin');
  await button(phone, 'Look for it').click(SLOWLY);
  await expect(button(phone, 'Berlin, New Hampshire')).toBeVisible();
  await look(phone, 'weather-places');
  await button(phone, 'Berlin, Germany').click(SLOWLY);
  await expect(phone.getByText('The weather is of Berlin, Germany.')).toBeVisible();
  await expect(mirror.getByText('5°, rain · 1° to 7°')).toBeVisible();
  await look(mirror, 'mirror-weather');
  await service.close();
  await phone.getByRole('textbox', { name: 'Which place?' }).fill('Potsdam');
  await button(phone, 'Look for it').click(SLOWLY);
  await expect(phone.getByText('The weather service cannot be reached.')).toBeVisible();
  await button(phone, 'Switch it off').click(SLOWLY);
  await expect(phone.getByText('The weather is off.')).toBeVisible();
  await expect(mirror.getByText(/rain/)).toBeHidden();
});
