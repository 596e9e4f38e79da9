import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { DEMO_CUFF } from './demo.ts';
import { startNobleHost } from './noble-host.ts';

type RadioProcess = {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly exited: Promise<number | null>;
  line(): Promise<string>;
  ask(command: object): Promise<unknown>;
};

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function startProcess(...options: string[]): RadioProcess {
  const script = new URL('./main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  cleanUps.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  return {
    child,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    line,
    async ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      return JSON.parse(await line()) as unknown;
    },
  };
}

async function hciOf(radio: RadioProcess): Promise<string> {
  const [, hci] = /^listening (tcp:127\.0\.0\.1:\d+)$/.exec(await radio.line()) ?? [];
  if (hci === undefined) throw new Error('the radio did not say where it listens');
  return hci;
}

describe('the simulated radio as a process', () => {
  it('has a demo cuff with an encrypted measurement ready', async () => {
    const radio = startProcess('--demo');
    const host = startNobleHost(await hciOf(radio));
    cleanUps.push(() => host.stop());
    expect(await host.call({ call: 'connect', address: DEMO_CUFF.address })).toBe('Betti demo cuff');
    await host.call({ call: 'discover' });
    await host.call({ call: 'subscribe', uuid: '2a35' });
    const { value } = await host.next('value');
    expect(value).toMatch(/^16..00..00..00/);
    await host.next('disconnected');
    expect(await radio.ask({ stats: true })).toMatchObject({
      hostsSeen: 1,
      cuffs: [{ address: DEMO_CUFF.address, encryptedLinks: 1, confirmations: 1, recordsToSend: 0 }],
    });
    radio.child.kill('SIGTERM');
    expect(await radio.exited).toBe(0);
  });

  it('does what it is told line by line, says what it cannot do, and ends with its input', async () => {
    const radio = startProcess('--exit-with-stdin');
    await hciOf(radio);
    expect(await radio.ask({ raw: '00' })).toEqual({ error: 'no cuff yet' });
    const address = 'c0:00:00:00:00:09';
    expect(await radio.ask({ add: { address, name: 'Cuff', keepsRecords: true } })).toEqual({
      added: address,
    });
    expect(await radio.ask({ measure: { systolic: 120, diastolic: 80, withTimestamp: false } })).toEqual({
      record: '00780050005d00',
    });
    expect(await radio.ask({ raw: 'beef' })).toEqual({ record: 'beef' });
    expect(JSON.stringify(await radio.ask({ failed: true }))).toContain('"16ff07ff07ff07');
    expect(await radio.ask({ stats: true })).toMatchObject({ cuffs: [{ address, recordsToSend: 3 }] });
    radio.child.stdin.end();
    expect(await radio.exited).toBe(0);
  });

  it('puts a whole household on the air, and has each device do what it can', async () => {
    const radio = startProcess('--exit-with-stdin');
    await hciOf(radio);
    const devices = [
      ['thermometer', 'measure', { value: 36.6 }],
      ['scale', 'measure', { kilograms: 64 }],
      ['body-scale', 'weigh', { kilograms: 64, fatPercent: 31 }],
      ['oximeter', 'measure', { spo2: 97, pulse: 70 }],
      ['glucose-meter', 'measure', { mgPerDl: 97, at: '2026-11-30T08:00:00' }],
      ['strap', 'beat', 72],
      ['worn-oximeter', 'show', 97],
      ['glucose-sensor', 'putOn', null],
      ['band', 'walk', 1.2],
      ['beacon', 'say', '02c409'],
    ] as const;
    for (const [index, [kind, call, value]] of devices.entries()) {
      const address = `c0:00:00:00:01:0${index.toString(16)}`;
      expect(await radio.ask({ kind, options: { address } })).toEqual({ added: address });
      expect(await radio.ask({ address, call, with: [value, 70] })).toHaveProperty('result');
      expect(JSON.stringify(await radio.ask({ address, call: 'drop' }))).toContain('no drop; there are');
    }
    const climate = { celsius: 21, humidity: 45, lux: 100 };
    const room = { address: 'c0:00:00:00:02:00', climate };
    expect(await radio.ask({ kind: 'room', options: room })).toEqual({ added: room.address });
    expect(await radio.ask({ address: room.address, call: 'switchOn' })).toEqual({ result: null });
    const meter = 'c0:00:00:00:01:04';
    expect(await radio.ask({ address: meter, faults: { neverFinishes: true } })).toEqual({ done: true });
    expect(JSON.stringify(await radio.ask({ kind: 'kettle', options: room }))).toContain('no kettle');
    radio.child.stdin.end();
    expect(await radio.exited).toBe(0);
  });
});
