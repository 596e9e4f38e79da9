/** A scale that says how much of a body is fat, from its packets to the readings, everything real but the air. */
import { expect, it } from 'vitest';
import { useRadioHome } from '../fixtures/radio-home.ts';
import { devicesOf, readingsOf } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { SimulatedBodyScale } from '../radio/radio.ts';

const home = useRadioHome();
const ADDRESS = 'c0:ff:ee:00:00:02';

const wallClock = () => Temporal.Now.plainDateTimeISO(home.timeZone).toString({ smallestUnit: 'second' });
const recorded = (kind: string) => home.live.event('reading.recorded', ({ data }) => data?.kind === kind);
const problem = (lastProblem: string) =>
  home.live.event('device.status', ({ data }) => data?.lastProblem === lastProblem);

async function giveCode(deviceId: string, code: number): Promise<void> {
  const { status } = await ask(`${home.hub.url}/api/devices/${deviceId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ consent: { user: 2, code } }),
  });
  expect(status).toBe(200);
}

it('has the weight and the body fat of one weighing stored, the weight once though it is sent twice', async () => {
  const scale = new SimulatedBodyScale({ address: ADDRESS, repeatsWeight: true });
  home.radio.add(scale);
  scale.advertise(20_000);
  await home.trustNext();
  expect(await devicesOf(home.hub.url)).toMatchObject([{ kind: 'weight-scale', consentedUsers: [] }]);
  scale.weigh({ kilograms: 64.2, fatPercent: 31.4, at: wallClock() });
  expect(await recorded('body-fat')).toMatchObject({
    data: { value: 31.4, unit: '%{fat}', source: 'device' },
  });
  const readings = await readingsOf(home.hub.url, home.residentId);
  expect(readings.map(({ kind, value }) => [kind, value])).toEqual([
    ['body-fat', 31.4],
    ['body-weight', 64.2],
  ]);
});

it('that wants a code says so, says when it is wrong, and loses nothing until it is right', async () => {
  const scale = new SimulatedBodyScale({ address: ADDRESS, user: 2, code: 1234 });
  home.radio.add(scale);
  scale.weigh({ kilograms: 64.2, fatPercent: 31.4 });
  const deviceId = await home.trustNext();
  await problem('consent-missing');
  await giveCode(deviceId, 4321);
  scale.advertise(20_000);
  await problem('consent-refused');
  expect(await readingsOf(home.hub.url, home.residentId)).toEqual([]);
  await giveCode(deviceId, 1234);
  scale.advertise(20_000);
  await recorded('body-weight');
  await recorded('body-fat');
  expect(await readingsOf(home.hub.url, home.residentId)).toHaveLength(2);
  // The code is in its octets: little-endian, after the user.
  expect(scale.requests).toEqual(['0202e110', '0202d204']);
  await expect
    .poll(() => devicesOf(home.hub.url))
    .toMatchObject([{ lastProblem: null, consentedUsers: [2] }]);
}, 60_000);
