/**
 * A radio far busier than any home's: noble in its worker, over TCP to a simulated controller in this process, to rows in
 * the hub's database. When a value is committed is seen from its live event, which comes after that.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BleScannerCommand, BleScannerReport } from '#contracts/ble-scanner.ts';
import { listenLive } from '../../tests/fixtures/live-listener.ts';
import { devicesOf, trustDevice } from '../../tests/fixtures/requests.ts';
import { headersFor } from '../../tests/fixtures/sessions.ts';
import { SimulatedGlucoseSensor, startRadio } from '../../tests/radio/radio.ts';
import { aFolderWith } from '../dataset.ts';
import { atLeast, atMost, plainFigure, round, type Bench, type Figure } from '../figure.ts';
import { startBenchHub, type BenchHub } from '../hubs.ts';
import { residentBytes, startScript } from '../processes.ts';
import { quantile } from '../rounds.ts';

const SENSORS = 4;
const PER_SECOND = 2_000;
const MOST_P99_MS = 25;
/** Of the least that can do the same. */
const MOST_RATIO = 5;
/** As many as may wait for the main thread (src/server/worker-host/life.ts). */
const BURST = 1_000;
const INTAKE_PER_SECOND = 40_000;
const INTAKE = 20_000;
const TICK_MS = 2;
const MOST_GROWTH_MB = 60;
const PATIENCE_MS = 60_000;

export const radio: Bench = {
  name: 'radio',
  run: async ({ isQuick }) => {
    const seconds = isQuick ? 2 : 60;
    const beside = await referenceTimes(seconds);
    const folder = await aFolderWith(0);
    const air = await startRadio();
    const hub = await startBenchHub(folder.path, { hci: air.hci, isPinned: false });
    const sensors = Array.from({ length: SENSORS }, (_, index) =>
      air.add(new SimulatedGlucoseSensor({ address: `c0:ff:ee:00:01:0${String(index)}` })),
    );
    await wear(sensors, hub);
    const arrivals = await listen(hub);

    const before = residentBytes(hub.pid);
    const sent = await atRate(seconds, (n) => {
      const sensor = sensors[n % SENSORS];
      arrivals.sent(sensor?.address ?? '');
      // Another value each time, and a sensor counts the minutes it is worn in 16 bits.
      sensor?.sense(80 + (n % 100), n % 0xffff);
    });
    await arrivals.untilCount(sent);
    const grownMb = (residentBytes(hub.pid) - before) / 1_048_576;
    const { timesMs } = arrivals;
    arrivals.timesMs = [];
    const lost = sent - timesMs.length;

    for (let n = 0; n < BURST; n += 1) sensors[n % SENSORS]?.sense(200 + (n % 100), n);
    await arrivals.untilCount(sent + BURST);
    const lostOfBurst = BURST - (arrivals.count() - sent);

    arrivals.close();
    await hub.end('SIGTERM');
    await air.stop();
    folder.remove();
    return [
      sustainedFigure(timesMs, beside),
      plainFigure('values lost of 2,000/s', lost, '', atMost(0)),
      plainFigure('memory of the hub after that', grownMb, 'MB more', atMost(MOST_GROWTH_MB)),
      plainFigure(`values lost of a burst of ${String(BURST)}`, lostOfBurst, '', atMost(0)),
      await intakeFigure(isQuick),
    ];
  },
};

function sustainedFigure(timesMs: readonly number[], beside: readonly number[]): Figure {
  const [value, reference] = [quantile(timesMs, 0.99), quantile(beside, 0.99)];
  const ratio = value / reference;
  return {
    ...{ name: 'notification to its row and event at 2,000/s, p99', unit: 'ms' },
    ...{ value: round(value), reference: round(reference), ratio: round(ratio) },
    goal: `<= ${String(MOST_P99_MS)} or ratio <= ${String(MOST_RATIO)}`,
    pass: value <= MOST_P99_MS || ratio <= MOST_RATIO,
    note: `${String(timesMs.length)} values, p50 ${quantile(timesMs, 0.5).toFixed(1)} ms, simulated radio`,
  };
}

async function wear(sensors: readonly SimulatedGlucoseSensor[], hub: BenchHub): Promise<void> {
  for (const sensor of sensors) sensor.putOn();
  const live = await listenLive(hub.url, 0);
  const addresses = () =>
    live.heard.filter(({ type }) => type === 'device.discovered').map(({ data }) => data?.address);
  await live.until(() => (new Set(addresses()).size === sensors.length ? true : null));
  for (const { id } of await devicesOf(hub.url)) await trustDevice(hub.url, id, hub.residentId);
  await live.until(() => (sensors.every((sensor) => sensor.hasSubscriber('2aa7')) ? true : null), 20);
  live.close();
}

/** Calls `send` so many times a second, catching up when a timer came late. Answers how often. */
async function atRate(seconds: number, send: (n: number) => void): Promise<number> {
  const from = performance.now();
  let sent = 0;
  while (sent < seconds * PER_SECOND) {
    const due = Math.min(((performance.now() - from) * PER_SECOND) / 1_000, seconds * PER_SECOND);
    for (; sent < due; sent += 1) send(sent);
    await sleep(TICK_MS);
  }
  return sent;
}

/** Listens to the readings as they are committed; those of one sensor stay in their order. */
async function listen(hub: BenchHub) {
  const addresses = new Map((await devicesOf(hub.url)).map(({ id, address }) => [id, address]));
  const sentAt = new Map<string, number[]>();
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/api/live`, {
    headers: headersFor(hub.url),
  } as never);
  let count = 0;
  const arrivals = {
    timesMs: [] as number[],
    count: () => count,
    sent(address: string): void {
      const times = sentAt.get(address) ?? [];
      if (times.push(performance.now()) === 1) sentAt.set(address, times);
    },
    async untilCount(wanted: number): Promise<void> {
      const giveUpAt = performance.now() + PATIENCE_MS;
      while (count < wanted && performance.now() < giveUpAt) await sleep(20);
    },
    close: () => socket.close(),
  };
  socket.addEventListener('message', ({ data: text }) => {
    const now = performance.now();
    const { type, data } = JSON.parse(String(text)) as {
      type?: string;
      data?: { deviceId?: string };
    };
    if (type !== 'reading.recorded') return;
    count += 1;
    const from = sentAt.get(addresses.get(data?.deviceId ?? '') ?? '')?.shift();
    if (from !== undefined) arrivals.timesMs.push(now - from);
  });
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return arrivals;
}

/** The thread alone, with a main thread that answers at once: from the first to the last value that noble handed over. */
async function intakeFigure(isQuick: boolean): Promise<Figure> {
  const air = await startRadio();
  const sensor = air.add(new SimulatedGlucoseSensor({ address: 'c0:ff:ee:00:01:00' }));
  const about = {
    timeZone: 'Europe/Berlin',
    kind: 'glucose-sensor',
    lastSequence: null,
    bond: null,
    consents: [],
    isHalo: false,
  };
  const worker = new Worker(new URL('../../workers/ble-scanner.ts', import.meta.url), {
    workerData: { hci: air.hci, trusted: [{ address: sensor.address, ...about }] },
  });
  let times: number[] = [];
  worker.on('message', (report: BleScannerReport) => {
    if (report.type !== 'record') return;
    times.push(performance.now());
    worker.postMessage({ type: 'stored', recordId: report.record.recordId } satisfies BleScannerCommand);
  });
  sensor.putOn();
  while (!sensor.hasSubscriber('2aa7')) await sleep(20);
  const rates: number[] = [];
  for (let round = 0; round < (isQuick ? 2 : 9); round += 1) {
    times = [];
    for (let n = 0; n < INTAKE; n += 1) sensor.sense(80 + (n % 100), n);
    while (times.length < INTAKE) await sleep(20);
    rates.push(INTAKE / (((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000));
  }
  await worker.terminate();
  await air.stop();
  const note = `median of ${String(rates.length)} bursts of ${String(INTAKE)}, none lost`;
  return plainFigure(
    'a burst through noble to the main thread',
    quantile(rates, 0.5),
    '/s',
    atLeast(INTAKE_PER_SECOND),
    note,
  );
}

async function referenceTimes(seconds: number): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'betti-bench-'));
  const { process: child, ready } = await startScript<{ port: number }>('bench/references/raw-notify.ts', {
    args: [folder],
  });
  const socket = connect({ port: ready.port, host: '127.0.0.1', noDelay: true });
  const sentAt: number[] = [];
  const timesMs: number[] = [];
  createInterface(socket).on('line', (line) => {
    timesMs.push(performance.now() - (sentAt[Number(line.split(' ')[0])] ?? NaN));
  });
  const padding = 'x'.repeat(500);
  const sent = await atRate(Math.min(seconds, 10), (n) => {
    sentAt[n] = performance.now();
    socket.write(`${String(n)} ${padding}\n`);
  });
  while (timesMs.length < sent) await sleep(20);
  socket.destroy();
  child.disconnect();
  rmSync(folder, { recursive: true });
  return timesMs;
}
