/**
 * The simulated radio as a process: `node tests/radio/main.ts [--port N] [--demo] [--exit-with-stdin]`.
 * Prints `listening tcp:127.0.0.1:PORT`, then does what JSON lines on stdin say and answers each with one JSON line:
 * {"add": MeterOptions}, {"remove": address}, {"measure": MeasureOptions}, {"raw": hex}, {"failed": true}, {"wake": ms},
 * {"inject": hex}, {"stats": true}. "address" beside it names the cuff; without it the newest is meant.
 * Any other device: {"kind": "glucose-meter", "options": {"address": …}} puts it on the air, {"address": …, "call":
 * "measure", "with": [{"mgPerDl": 97, "at": …}]} has it do something, {"address": …, "faults": {"neverFinishes": true}} goes
 * wrong with it. scripted.ts has the kinds and their calls.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DEMO_CUFF, DEMO_INTERVAL_MS, demoMeasurement, startHousehold } from './demo.ts';
import { simulatedCuff, startRadio } from './radio.ts';
import { ScriptedDevice } from './scripted.ts';
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
  readonly kind?: string;
  readonly options?: MeterOptions;
  readonly call?: string;
  readonly with?: readonly unknown[];
  readonly faults?: Readonly<Record<string, unknown>>;
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
const others = new Map<string, ScriptedDevice>();

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

function addOther(kind: string, options: MeterOptions): object {
  const before = others.get(options.address);
  if (before !== undefined) radio.remove(before.peripheral);
  const device = new ScriptedDevice(kind, options);
  radio.add(device.peripheral);
  others.set(options.address, device);
  return { added: options.address };
}

function otherNamed(address: string | undefined): ScriptedDevice {
  const device = others.get(address ?? '');
  if (device === undefined) throw new Error(`no device ${address ?? 'without its address'}`);
  return device;
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
  const { address, call, faults, kind, options } = command;
  if (kind !== undefined && options !== undefined) return addOther(kind, options);
  if (call !== undefined) return { result: otherNamed(address).call(call, command.with ?? []) };
  if (faults !== undefined) otherNamed(address).setFaults(faults);
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
