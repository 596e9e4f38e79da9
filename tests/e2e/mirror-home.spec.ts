/** The mirror's home with everything on it: nothing that is to be touched lies below its edge, however large the letters. */
import { expect, test } from '@playwright/test';
import { aMedication } from '../fixtures/medications.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import {
  addAppointment,
  addMedication,
  recordBloodPressure,
  recordReading,
  theResident,
  todayIn,
} from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { aWeatherService } from '../fixtures/weather-service.ts';
import { link, look } from './look.ts';
import { MIRROR, open } from './page.ts';

const folder = aDataFolder();
let service: Awaited<ReturnType<typeof aWeatherService>>;
let hub: HubProcess;
let residentId: string;
test.beforeAll(async () => {
  service = await aWeatherService();
  hub = await startHub({
    ...{ dataFolder: folder.path, hci: 'off', environment: { BETTI_WEATHER_URL: service.url } },
  });
  const resident = await theResident(hub.url);
  residentId = resident.id;
  await recordBloodPressure(hub.url, residentId);
  for (const reading of [
    { kind: 'body-weight', value: 70, unit: 'kg' },
    { kind: 'spo2', value: 93, unit: '%' },
    { kind: 'glucose', value: 64, unit: 'mg/dL' },
  ])
    await recordReading(hub.url, residentId, reading);
  await addMedication(hub.url, residentId, aMedication({ name: 'Ramipril' }));
  for (const days of [0, 1, 2, 3]) {
    const { date } = todayIn(resident.timeZone, days);
    const entry = { title: 'Physiotherapy with Dr. Chen', kind: 'therapy', date, time: '23:30' };
    await addAppointment(hub.url, residentId, entry);
  }
  await put('/api/weather', { place: { name: 'Berlin', latitude: 52.52, longitude: 13.41 } });
});
test.afterAll(async () => {
  await hub.end('SIGTERM');
  await service.close();
  folder.remove();
});

const put = async (path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const response = await ask(hub.url + path, { method: 'PUT', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
};

for (const textSize of [1, 1.25, 1.5]) {
  test(`fits, with words ${String(textSize)} times as large`, async ({ browser }) => {
    const general = `/api/residents/${residentId}/settings/general`;
    const settings = (await (await ask(hub.url + general)).json()) as object;
    await put(general, { ...settings, textSize });
    const mirror = await open(browser, `${hub.url}/mirror`, { viewport: MIRROR });
    await expect(link(mirror, /Physiotherapy/)).toBeVisible();
    if (textSize === 1) await expect(mirror.getByText('5°, rain')).toBeVisible();
    await look(mirror, `mirror-home-${String(textSize)}`);
    for (const one of await mirror.locator('main a').all()) {
      const box = await one.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), await one.innerText()).toBeLessThanOrEqual(MIRROR.height);
    }
  });
}
