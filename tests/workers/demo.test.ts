import { expect, it } from 'vitest';
import { DEMO_CUFF_ADDRESS } from '#server/demo.ts';
import { DEMO_CUFF } from '../radio/demo.ts';

it('the hub trusts the very cuff that the demo puts on the air', () => {
  expect(DEMO_CUFF_ADDRESS).toBe(DEMO_CUFF.address);
});
