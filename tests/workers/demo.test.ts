import { expect, it } from 'vitest';
import { DEMO_DEVICES } from '#server/demo.ts';
import { DEMO_CUFF, DEMO_HOUSEHOLD } from '../radio/demo.ts';

it('the hub trusts the very devices that the demo puts on the air', () => {
  const onAir = [DEMO_CUFF, ...Object.values(DEMO_HOUSEHOLD)];
  expect(DEMO_DEVICES.map(({ address }) => address)).toEqual(onAir.map(({ address }) => address));
  const named = onAir.flatMap((device) => ('name' in device ? [device.name] : []));
  expect(DEMO_DEVICES.map(({ name }) => name)).toEqual([...named, 'Betti demo bedroom']);
});
