/**
 * Reads a sensor of a room once a minute over one link, for as long as that lasts, and hears of its button at once.
 * Ends with the link; what was read is in the main thread by then.
 */
import type { RoomSaying } from '#contracts/ble-scanner.ts';
import { decodeHaloAcceleration, isMoved, type Acceleration } from '#domain/gatt/halo.ts';
import type { BleError, CallLimits, Characteristic, Link } from './central.ts';
import { BUTTON } from './profiles.ts';

export type RoomSession = {
  /** What it offers of a room. */
  readonly characteristics: readonly Characteristic[];
  readonly hasButton: boolean;
  /** Where a Halo tells of its acceleration, many times a second; null for another, and for one without. */
  readonly movement: Characteristic | null;
  readonly everyMs: number;
  readonly movementEveryMs: number;
  readonly now: () => number;
  readonly limits: CallLimits;
  readonly onSaid: (said: readonly RoomSaying[]) => void;
  readonly onRound: () => void;
};

/** Rejects with a BleError when the link is lost or a value cannot be read; resolves when the sensor hung up. */
export async function readRoom(link: Link, session: RoomSession): Promise<void> {
  const { characteristics, hasButton, movement, everyMs, limits, onSaid, onRound } = session;
  if (hasButton) {
    const take = (bytes: Uint8Array): Promise<void> => {
      onSaid([{ uuid: BUTTON.uuid, bytes }]);
      return Promise.resolve();
    };
    await link.subscribe(BUTTON, take, limits);
  }
  if (movement !== null) await link.subscribe(movement, movementTaker(movement, session), limits);
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

/** Tells of a movement, not of every value that shows one. */
function movementTaker({ uuid }: Characteristic, { movementEveryMs, now, onSaid }: RoomSession) {
  let before: Acceleration | null = null;
  let toldAt = -Infinity;
  return (bytes: Uint8Array): Promise<void> => {
    const felt = decodeHaloAcceleration(bytes);
    if (felt !== null) {
      if (before !== null && isMoved(before, felt) && now() - toldAt >= movementEveryMs) {
        toldAt = now();
        onSaid([{ uuid, bytes }]);
      }
      before = felt;
    }
    return Promise.resolve();
  };
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
