import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { PacketGuard } from './packet-guard.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const ADDRESS_READ = hex('04 0e 0a 01 0910 00 0077bedc1b00');
const CONNECTED = hex('04 3e 13 01 00 4000 00 01 01001077bec0 1800 0000 2a00 00');
const ENCRYPTED = hex('04 08 04 00 4000 01');

/** One L2CAP frame in one ACL packet; boundary flag 2 to noble, 0 from it. */
function frame(boundary: 0 | 2, channel: number, payload: string): Buffer {
  const body = hex(payload);
  const head = Buffer.alloc(9);
  head.writeUInt8(2, 0);
  head.writeUInt16LE(0x0040 | (boundary << 12), 1);
  head.writeUInt16LE(body.length + 4, 3);
  head.writeUInt16LE(body.length, 5);
  head.writeUInt16LE(channel, 7);
  return Buffer.concat([head, body]);
}

const toNoble = (payload: string): Buffer => frame(2, 4, payload);
const fromNoble = (payload: string): Buffer => frame(0, 4, payload);

/** A guard that has seen a connection, and noble's request on it. */
function aGuard(request?: string): PacketGuard {
  const guard = new PacketGuard();
  guard.inbound(ADDRESS_READ);
  guard.inbound(CONNECTED);
  if (request !== undefined) guard.outbound(fromNoble(request));
  return guard;
}

/** What noble is sent, each with the request it answers. All are whole and pass. */
const GOOD: readonly (readonly [name: string, request: string | undefined, packet: Buffer])[] = [
  ['a disconnection', undefined, hex('04 05 04 00 4000 13')],
  ['an encryption change', '0a0300', ENCRYPTED],
  ['a completed command', undefined, hex('04 0e 04 01 0b20 00')],
  ['a completed address', undefined, ADDRESS_READ],
  ['a completed version', undefined, hex('04 0e 0c 01 0110 00 09 0000 09 ffff 0000')],
  ['completed buffers', undefined, hex('04 0e 07 01 0220 00 1b00 04')],
  ['a command status', undefined, hex('04 0f 04 00 01 0d20')],
  ['completed packets', undefined, hex('04 13 05 01 4000 0100')],
  ['a connection', undefined, CONNECTED],
  ['a connection update', undefined, hex('04 3e 0a 03 00 4000 1800 0000 2a00')],
  ['an advertisement', undefined, hex('04 3e 13 02 01 00 01 01001077bec0 07 020106 03031018 c6')],
  ['a command of another process', undefined, hex('01 0c20 02 01 00')],
  ['an indication', undefined, toNoble('1d 0900 067c0051005f00')],
  ['an error', '0a0300', toNoble('01 0a 0300 05')],
  ['an MTU', '020001', toNoble('03 4000')],
  ['services', '100100ffff0028', toNoble('11 06 0100 0900 0a18 0a00 0f00 1018')],
  ['characteristics', '080a000f000328', toNoble('09 07 0b00 20 0c00 352a')],
  ['a configuration', '080b000f000229', toNoble('09 04 0d00 0000')],
  ['descriptors', '040d000f00', toNoble('05 01 0d00 0229')],
  ['a signal', undefined, frame(2, 5, '12 01 0800 0600 0c00 0000 2a00')],
];

describe('PacketGuard', () => {
  it.each(GOOD)('lets %s through unchanged', (_name, request, packet) => {
    expect(aGuard(request).inbound(packet)).toEqual(packet);
  });

  it.each(GOOD)('drops %s that is cut, at every length', (_name, request, packet) => {
    for (let length = 0; length < packet.length; length += 1) {
      expect(aGuard(request).inbound(packet.subarray(0, length))).toBeNull();
    }
  });

  it('drops an encryption change while noble waits for no answer', () => {
    expect(aGuard().inbound(ENCRYPTED)).toBeNull();
    const guard = aGuard('0a0300');
    guard.inbound(toNoble('0b 57'));
    expect(guard.inbound(ENCRYPTED)).toBeNull();
  });

  it('keeps the request that noble will send again after pairing', () => {
    const guard = aGuard('0a0300');
    guard.inbound(toNoble('01 0a 0300 05'));
    expect(guard.inbound(ENCRYPTED)).toEqual(ENCRYPTED);
  });

  it('drops an answer to another question, or to none', () => {
    expect(aGuard().inbound(toNoble('0b 57'))).toBeNull();
    expect(aGuard('0a0300').inbound(toNoble('13'))).toBeNull();
    expect(aGuard('0a0300').inbound(toNoble('01 12 0300 80'))).toBeNull();
  });

  it('drops pairing messages that come out of turn', () => {
    const confirm = frame(2, 6, `03${'11'.repeat(16)}`);
    expect(aGuard().inbound(confirm)).toBeNull();
    const guard = aGuard();
    guard.outbound(frame(0, 6, '01030001100001'));
    expect(guard.inbound(confirm)).toBeNull();
    expect(guard.inbound(frame(2, 6, '02030001100001'))).not.toBeNull();
    expect(guard.inbound(confirm)).toEqual(confirm);
  });

  it('drops keys that come over a link in the clear', () => {
    const key = frame(2, 6, `06${'11'.repeat(16)}`);
    expect(aGuard().inbound(key)).toBeNull();
    const guard = aGuard('0a0300');
    guard.inbound(ENCRYPTED);
    expect(guard.inbound(key)).toEqual(key);
  });

  it('drops a list that would lead noble in circles', () => {
    expect(aGuard('100b00ffff0028').inbound(toNoble('11 06 0100 0900 0a18'))).toBeNull();
    expect(aGuard('080a000f000328').inbound(toNoble('09 07 0b00 20 ffff 352a'))).toBeNull();
  });

  it('drops a buffer size that would make noble cut packets into nothing', () => {
    expect(aGuard().inbound(hex('04 0e 07 01 0220 00 0100 04'))).toBeNull();
  });

  it('drops a connection before noble knows its own address', () => {
    expect(new PacketGuard().inbound(CONNECTED)).toBeNull();
  });

  it('puts fragments together', () => {
    const whole = toNoble('1d 0900 067c0051005f00ea070b16131e004800');
    const first = Buffer.concat([hex('02 4020 0a00'), whole.subarray(5, 15)]);
    const rest = Buffer.concat([hex('02 4010'), Buffer.from([whole.length - 15, 0]), whole.subarray(15)]);
    const guard = aGuard();
    expect(guard.inbound(rest)).toBeNull();
    expect(guard.inbound(first)).toBeNull();
    expect(guard.inbound(rest)).toEqual(whole);
  });

  it('turns the errors and the MTU noble cannot live with into ones it can', () => {
    expect(aGuard('020001').inbound(toNoble('01 02 0000 04'))).toEqual(toNoble('01 02 0000 0e'));
    expect(aGuard('020001').inbound(toNoble('03 0502'))).toEqual(toNoble('03 0001'));
    expect(aGuard('020001').inbound(toNoble('03 0000'))).toEqual(toNoble('03 1700'));
  });
});

type FuzzReport = { sessions: number; damaged: number; measurements: number; thrown: string[] };

/** tests/radio/fuzz-worker.ts in a thread of its own: the real noble, real sessions, damaged packets. */
function fuzz(workerData: object): Promise<FuzzReport> {
  const path = new URL('../../../tests/radio/fuzz-worker.ts', import.meta.url);
  const worker = new Worker(path, { workerData, stdout: true, stderr: true });
  return new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the fuzz worker ended without a report')));
  });
}

describe('the real noble behind the guard', () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
  const minPackets = Number(process.env['FUZZ_PACKETS'] ?? 5_000);

  it('throws nothing when any packet of a session is cut at any length', async () => {
    const report = await fuzz({ mode: 'truncated', seed: 0, minPackets: 0, isGuarded: true });
    expect(report.thrown).toEqual([]);
    expect(report.damaged).toBeGreaterThan(1_000);
  });

  it(`throws nothing on damaged and invented packets (FUZZ_SEED=${seed})`, async () => {
    console.log(`packet guard: FUZZ_SEED=${seed} FUZZ_PACKETS=${minPackets}`);
    const report = await fuzz({ mode: 'random', seed, minPackets, isGuarded: true });
    expect(report.thrown).toEqual([]);
    expect(report.damaged).toBeGreaterThanOrEqual(minPackets);
    // Enough sessions get all the way, so that the damage is spread over all of their packets.
    expect(report.measurements).toBeGreaterThan(report.sessions / 10);
  });

  it('would throw on the same packets without it', async () => {
    const report = await fuzz({ mode: 'random', seed, minPackets: 300, isGuarded: false });
    expect(report.thrown.length).toBeGreaterThan(10);
  });
});
