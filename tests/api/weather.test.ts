/** The weather: asked for the place that the owner set, against a stand-in for Open-Meteo, and without it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dashboard } from '#contracts/dashboard.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { aWeatherService } from '../fixtures/weather-service.ts';

const MINUTE_MS = 60_000;
const BERLIN = { name: 'Berlin, Germany', latitude: 52.52, longitude: 13.41 };

let service: Awaited<ReturnType<typeof aWeatherService>>;
let api: TestApi;
beforeEach(async () => {
  service = await aWeatherService();
  api = await anApi({ weatherUrl: service.url });
});
afterEach(async () => {
  expect(api.unexpected).toEqual([]);
  api.close();
  await service.close().catch(() => undefined);
});

const seen = async () =>
  ((await (await api.request(`/api/residents/${api.rosa.id}/dashboard`)).json()) as Dashboard).weather;
const set = (place: object | null) => api.send('PUT', '/api/weather', { place });
const later = async (minutes: number) => {
  api.time.now += minutes * MINUTE_MS;
  await api.weather.look();
};

describe('the weather', () => {
  it('is of the place that was set, and nobody is asked without one', async () => {
    await later(0);
    expect(service.asked).toEqual([]);
    expect(await seen()).toBeNull();
    expect((await set(BERLIN)).status).toBe(200);
    await later(0);
    expect(await seen()).toMatchObject({
      ...{
        place: 'Berlin, Germany',
        temperatureC: 5.2,
        sky: 'rain',
        isDay: false,
        highC: 7.1,
        rainPercent: 80,
      },
    });
    const [asked] = service.asked;
    expect(Object.fromEntries(asked?.searchParams ?? [])).toMatchObject({
      latitude: '52.52',
      longitude: '13.41',
    });
    expect(api.events.after(0, 10).map(({ type }) => type)).toEqual(['weather.updated', 'weather.updated']);
    await set(null);
    await later(60);
    expect(await seen()).toBeNull();
    expect(service.asked).toHaveLength(1);
  });

  it('is asked for every half hour, and anew at once for another place', async () => {
    await set(BERLIN);
    for (let count = 0; count < 30; count++) await later(2);
    expect(service.asked).toHaveLength(2);
    await set({ ...BERLIN, name: 'Potsdam', latitude: 52.4 });
    expect(await seen()).toBeNull();
    await later(0);
    expect(await seen()).toMatchObject({ place: 'Potsdam' });
  });

  it('stays for three hours without the internet, is absent after that, and comes back by itself', async () => {
    await set(BERLIN);
    await later(0);
    service.mood.status = 500;
    await later(30);
    await later(140);
    expect(await seen()).toMatchObject({ temperatureC: 5.2 });
    await later(20);
    expect(await seen()).toBeNull();
    Object.assign(service.mood, { status: 200, temperature: -3, code: 71 });
    await later(6);
    expect(await seen()).toMatchObject({ temperatureC: -3, sky: 'snow' });
  });

  it('is absent where the answer says nothing, or nobody answers', async () => {
    await set(BERLIN);
    for (const body of ['', '{}', '{"current":{"temperature_2m":"warm"}}', '<html>']) {
      service.mood.body = body;
      await later(10);
      expect(await seen(), body).toBeNull();
    }
    await service.close();
    await later(10);
    expect(await seen()).toBeNull();
  });

  it('of an unknown sky is said without it', async () => {
    service.mood.code = 42;
    await set(BERLIN);
    await later(0);
    expect(await seen()).toMatchObject({ temperatureC: 5.2, sky: null });
  });

  it('has its place looked for by name, to a kilometre, and says when it cannot be', async () => {
    const look = async (name: string) => await api.request(`/api/weather/places?name=${name}`);
    expect(await (await look('Berlin')).json()).toEqual({
      items: [BERLIN, { name: 'Berlin, New Hampshire', latitude: 44.47, longitude: -71.19 }],
    });
    expect(await (await look('Nowhere')).json()).toEqual({ items: [] });
    expect((await look('B')).status).toBe(422);
    await service.close();
    expect((await look('Berlin')).status).toBe(424);
    expect((await set({ name: 'Here', latitude: 91, longitude: 0 })).status).toBe(422);
  });
});
