/** What rings for a person beside the pages of Betti, as they set it up. */
import { OUTSIDE_CHANNELS, type OutsideChannel } from '#domain/alerts/kinds.ts';
import type { PushDevicesStore } from './push-devices.ts';
import type { SettingsStore } from './settings.ts';

type Parts = { readonly settings: SettingsStore; readonly pushDevices: PushDevicesStore };

export function waysOf({ settings, pushDevices }: Parts, userId: string): OutsideChannel[] {
  const { email, ntfy, webhook } = settings.notifications(userId);
  const isSetUp = {
    push: pushDevices.of(userId).length > 0,
    email: email !== null,
    webhook: webhook !== null,
    ntfy: ntfy !== null,
  };
  return OUTSIDE_CHANNELS.filter((channel) => isSetUp[channel]);
}
