/**
 * Every span of time the Bluetooth worker keeps, in ms, in one table. Tests shorten them through workerData.
 * What happens when one runs out is decided in session.ts, turns.ts and noble-central.ts.
 */
export const BLE_TIMINGS = {
  /** From the request to an open link; a cuff nearby answers its next advert, so a second is long. */
  connectMs: 8_000,
  /** A pending connect gives way after this long when another device waits: that one may listen for 3 s only. */
  yieldConnectMs: 2_000,
  /** Services and characteristics. */
  discoverMs: 5_000,
  /** Pairing and encryption, from the device's demand to the encrypted link. */
  securingMs: 10_000,
  /** For the six digits that a device shows: it gives up after 30 s itself. Bluetooth Core 5.4, Vol 3 Part H §3.4. */
  codeMs: 30_000,
  /** Reading the device's clock, and again writing it. */
  clockMs: 3_000,
  subscribeMs: 3_000,
  /** Reading one of the things that a device says of itself. */
  factsMs: 1_000,
  /** Collecting ends this long after the last value was stored. */
  idleMs: 5_000,
  /** Collecting ends after this long whatever comes. */
  collectMs: 60_000,
  /** A worn device sends each second; one that is silent for this long was taken off. */
  liveIdleMs: 30_000,
  /** The same of one that sends every few minutes. */
  sparseIdleMs: 16 * 60_000,
  /** A sensor of a room is read once in this time. */
  roomEveryMs: 60_000,
  /** That a sensor of a room is moved, is told at most once in this time. */
  movementEveryMs: 10_000,
  /** How far a measurement is, is told at most once in this time. */
  progressEveryMs: 1_000,
  /** What an advertising sensor says is taken at most once in this time; it repeats itself for seconds. */
  broadcastEveryMs: 200,
  /** How long a value waits for 'stored' before the link is closed without confirming it. */
  storeMs: 10_000,
  closeMs: 2_000,
  /** A device is left alone this long after a good session, as long as it goes on advertising. */
  cooldownMs: 60_000,
  /** Silent this long and then heard again: a new measurement, which ends a cooldown or a back-off at once. */
  newBurstMs: 2_000,
  newBurstAfterFailureMs: 10_000,
  /** Back-off after failures: doubles from the first to the longest, each ±20 %. */
  firstBackoffMs: 1_000,
  longestBackoffMs: 60_000,
  /** A device in the queue that has not been heard for this long is skipped: it went back to sleep. */
  staleMs: 6_000,
  /** One 'discovered' report for an address in this time. */
  reportEveryMs: 5_000,
  /** No adapter, or no permission, or no BlueZ: looked at again this often. Someone may plug one in. */
  absentRecheckMs: 30_000,
  /** Nothing heard for this long, though something was before: scanning is started anew. */
  silenceMs: 90_000,
} as const;

export type BleTimings = { readonly [Name in keyof typeof BLE_TIMINGS]: number };
