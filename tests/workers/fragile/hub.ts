/** A whole hub, as main.ts starts it, around fragile threads. Its parent says when one breaks, and hears how it goes. */
import { systemClock } from '#server/clock.ts';
import { readConfiguration } from '#server/configuration.ts';
import { start } from '#server/start.ts';
import type { HostLimits } from '#server/worker-host/host.ts';
import { breakingOf, type Break, type Fragile } from './breaks.ts';

export type HubOrder = { type: 'break'; thread: Fragile; how: Break } | { type: 'stop' };
/** `behindMs`: how far the main thread's clock is back, so that what is written down now is of then. */
export type FragileWorld = { readonly limits: Partial<HostLimits>; readonly behindMs: number };

const { limits, behindMs } = JSON.parse(process.env.BETTI_TEST_WORLD ?? '{}') as FragileWorld;
const channels = { scanner: breakingOf('scanner'), reminders: breakingOf('reminders') };
const hub = await start(readConfiguration(process.env, []), {
  clock: { now: () => systemClock.now() - behindMs },
  scanner: { url: new URL('./scanner.ts', import.meta.url), limits },
  reminders: { url: new URL('./reminders.ts', import.meta.url), limits },
});

process.on('message', (order: HubOrder) => {
  if (order.type === 'break') channels[order.thread].postMessage(order.how);
  else void hub.stop().then(() => process.exit(0));
});
process.send?.({ url: hub.url });
