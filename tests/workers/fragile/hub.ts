/** A whole hub, as main.ts starts it, around the fragile scanner. Its parent says when that breaks, and hears how it goes. */
import { readConfiguration } from '#server/configuration.ts';
import { start } from '#server/start.ts';
import type { HostLimits } from '#server/worker-host/host.ts';
import { BREAK_CHANNEL, type Break } from './breaks.ts';

export type HubOrder = { type: 'break'; how: Break } | { type: 'stop' };

const channel = new BroadcastChannel(BREAK_CHANNEL);
const limits = JSON.parse(process.env.BETTI_TEST_LIMITS ?? '{}') as Partial<HostLimits>;
const hub = await start(readConfiguration(process.env, []), {
  scanner: { url: new URL('./scanner.ts', import.meta.url), limits },
});

process.on('message', (order: HubOrder) => {
  if (order.type === 'break') channel.postMessage(order.how);
  else void hub.stop().then(() => process.exit(0));
});
process.send?.({ url: hub.url });
