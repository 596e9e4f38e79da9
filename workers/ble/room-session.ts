/**
 * Reads a sensor of a room once a minute over one link, for as long as that lasts, and hears of its button at once.
 * Ends with the link; what was read is in the main thread by then.
 */
import type { RoomSaying } from '#contracts/ble-scanner.ts';
import type { BleError, CallLimits, Characteristic, Link } from './central.ts';
import { BUTTON } from './profiles.ts';

export type RoomSession = {
  /** What it offers of a room. */
  readonly characteristics: readonly Characteristic[];
  readonly hasButton: boolean;
  readonly everyMs: number;
  readonly limits: CallLimits;
  readonly onSaid: (said: readonly RoomSaying[]) => void;
  readonly onRound: () => void;
};

/** Rejects with a BleError when the link is lost or a value cannot be read; resolves when the sensor hung up. */
export async function readRoom(link: Link, session: RoomSession): Promise<void> {
  const { characteristics, hasButton, everyMs, limits, onSaid, onRound } = session;
  if (hasButton) {
    const take = (bytes: Uint8Array): Promise<void> => {
      onSaid([{ uuid: BUTTON.uuid, bytes }]);
      return Promise.resolve();
    };
    await link.subscribe(BUTTON, take, limits);
  }
  for (;;) {
    const said: RoomSaying[] = [];
    for (const characteristic of characteristics)
      said.push({ uuid: characteristic.uuid, bytes: await link.read(characteristic, limits) });
    onSaid(said);
    onRound();
    const reason = await endOrPause(link, everyMs, limits.signal);
    if (reason?.failure === 'hung-up') return;
    if (reason !== null) throw reason;
  }
}

/** Why the link ended within the time, or null when it did not. */
async function endOrPause(link: Link, pauseMs: number, signal: AbortSignal): Promise<BleError | null> {
  const paused = Promise.withResolvers<null>();
  const timer = setTimeout(() => paused.resolve(null), pauseMs);
  const stop = () => paused.reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([link.closed, paused.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
