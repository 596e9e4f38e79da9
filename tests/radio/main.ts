/**
 * The simulated radio as a process: `node tests/radio/main.ts [--port N] [--demo] [--exit-with-stdin]`.
 * Prints `listening tcp:127.0.0.1:PORT`, then does what JSON lines on stdin say and answers each with one JSON line:
 * {"add": MeterOptions}, {"remove": address}, {"measure": MeasureOptions}, {"raw": hex}, {"failed": true}, {"wake": ms},
 * {"inject": hex}, {"stats": true}. "address" beside it names the cuff; without it the newest is meant.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DEMO_CUFF, DEMO_INTERVAL_MS, demoMeasurement, startHousehold } from './demo.ts';
import { simulatedCuff, startRadio } from './radio.ts';
import type { MeterOptions, MeasureOptions, SimulatedCuff } from './radio.ts';

type Command = {
  readonly address?: string;
  readonly add?: MeterOptions;
  readonly remove?: string;
  readonly measure?: MeasureOptions;
  readonly raw?: string;
  readonly failed?: true;
  readonly wake?: number;
  readonly inject?: string;
  readonly stats?: true;
};

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    demo: { type: 'boolean', default: false },
    'exit-with-stdin': { type: 'boolean', default: false },
  },
});

const radio = await startRadio({ port: Number(values.port) });
const cuffs = new Map<string, SimulatedCuff>();

function addCuff(options: MeterOptions): SimulatedCuff {
  if (cuffs.has(options.address)) removeCuff(options.address);
  const cuff = radio.add(simulatedCuff(options));
  cuffs.set(cuff.address, cuff);
  return cuff;
}

function cuffNamed(address: string | undefined): SimulatedCuff {
  const cuff = address === undefined ? [...cuffs.values()].at(-1) : cuffs.get(address);
  if (cuff === undefined) throw new Error(`no cuff ${address ?? 'yet'}`);
  return cuff;
}

function removeCuff(address: string): void {
  radio.remove(cuffNamed(address));
  cuffs.delete(address);
}

const stats = (): object => ({
  hostsSeen: radio.hostsSeen,
  cuffs: [...cuffs.values()].map((cuff) => ({
    address: cuff.address,
    connections: cuff.connections,
    encryptedLinks: cuff.encryptedLinks,
    indicationsSent: cuff.indicationsSent,
    confirmations: cuff.confirmations,
    recordsToSend: cuff.recordsToSend,
    clockWrites: cuff.clockWrites,
    wallClock: cuff.wallClock,
  })),
});

function obey(command: Command): object {
  const { address } = command;
  if (command.add !== undefined) return { added: addCuff(command.add).address };
  if (command.remove !== undefined) removeCuff(command.remove);
  if (command.measure !== undefined)
    return { record: cuffNamed(address).measure(command.measure).toString('hex') };
  if (command.raw !== undefined)
    return { record: cuffNamed(address).indicateRaw(command.raw).toString('hex') };
  if (command.failed === true) return { record: cuffNamed(address).failedMeasurement().toString('hex') };
  if (command.wake !== undefined) cuffNamed(address).wake(command.wake);
  if (command.inject !== undefined) radio.inject(Buffer.from(command.inject, 'hex'));
  return command.stats === true ? stats() : { done: true };
}

function answer(line: string): object {
  try {
    return obey(JSON.parse(line) as Command);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function end(): Promise<void> {
  await radio.stop();
  process.exit(0);
}

process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
const input = createInterface({ input: process.stdin });
input.on('line', (line) => console.log(JSON.stringify(answer(line))));
input.on('close', () => {
  if (values['exit-with-stdin']) void end();
});

if (values.demo) {
  const cuff = addCuff(DEMO_CUFF);
  let minute = 0;
  const measure = (): void => {
    cuff.measure(demoMeasurement(minute, Math.random()));
    minute += 1;
  };
  measure();
  setInterval(measure, DEMO_INTERVAL_MS);
  startHousehold(radio);
}

console.log(`listening ${radio.hci}`);
