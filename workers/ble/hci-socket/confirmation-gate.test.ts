import { describe, expect, it } from 'vitest';
import { ConfirmationGate } from './confirmation-gate.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const connected = (handle: string): Buffer =>
  hex(`04 3e 13 01 00 ${handle} 00 01 01001077bec0 1800 0000 2a00 00`);
const disconnected = (handle: string): Buffer => hex(`04 05 04 00 ${handle} 13`);
const completed = (handle: string, count: string): Buffer => hex(`04 13 05 01 ${handle} ${count}`);
const confirmation = (handle: string): Buffer => hex(`02 ${handle} 0500 0100 0400 1e`);
const READ = hex('02 4000 0700 0300 0400 0a 0300');

type Door = { resolve: () => void; reject: (reason: Error) => void; connectionHandle: number };

/** A gate whose every question is kept until the test answers it. */
function aGate(): { gate: ConfirmationGate; doors: Door[]; sent: string[]; delivered: string[] } {
  const doors: Door[] = [];
  const sent: string[] = [];
  const delivered: string[] = [];
  const gate = new ConfirmationGate({
    beforeConfirm: (connectionHandle) =>
      new Promise<void>((resolve, reject) => doors.push({ resolve, reject, connectionHandle })),
    send: (packet) => sent.push(packet.toString('hex')),
    deliver: (packet) => delivered.push(packet.toString('hex')),
  });
  gate.inbound(connected('4000'));
  return { gate, doors, sent, delivered };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('ConfirmationGate', () => {
  it('lets everything pass but confirmations', () => {
    expect(aGate().gate.holds(READ)).toBe(false);
    expect(aGate().gate.holds(hex('01 030c 00'))).toBe(false);
  });

  it('asks only after the turn in which the confirmation was written', async () => {
    const { gate, doors } = aGate();
    expect(gate.holds(confirmation('4000'))).toBe(true);
    await Promise.resolve();
    expect(doors).toHaveLength(0);
    await settle();
    expect(doors).toMatchObject([{ connectionHandle: 0x40 }]);
  });

  it('sends a confirmation when its value is stored, one after the other', async () => {
    const { gate, doors, sent } = aGate();
    gate.holds(confirmation('4000'));
    gate.holds(confirmation('4000'));
    await settle();
    expect([doors.length, sent.length]).toEqual([1, 0]);
    doors[0]?.resolve();
    await settle();
    expect([doors.length, sent.length]).toEqual([2, 1]);
  });

  it('sends none on a link after one was refused: the device would take it for the refused one', async () => {
    const { gate, doors, sent } = aGate();
    gate.holds(confirmation('4000'));
    gate.holds(confirmation('4000'));
    await settle();
    doors[0]?.reject(new Error('disk full'));
    await settle();
    expect([doors.length, sent.length]).toEqual([1, 0]);
  });

  it('sends none when its link has gone meanwhile, even if the handle is in use again', async () => {
    const { gate, doors, sent } = aGate();
    gate.holds(confirmation('4000'));
    await settle();
    gate.inbound(disconnected('4000'));
    gate.inbound(connected('4000'));
    doors[0]?.resolve();
    await settle();
    expect(sent).toEqual([]);
  });

  it('keeps links apart: one that waits does not hold up another', async () => {
    const { gate, doors, sent } = aGate();
    gate.inbound(connected('4100'));
    gate.holds(confirmation('4000'));
    gate.holds(confirmation('4100'));
    await settle();
    doors.find((door) => door.connectionHandle === 0x41)?.resolve();
    await settle();
    expect(sent).toEqual([confirmation('4100').toString('hex')]);
  });

  it('gives noble back the buffer of a held confirmation, and swallows its completion later', async () => {
    const { gate, doors, sent, delivered } = aGate();
    gate.holds(confirmation('4000'));
    await settle();
    expect(delivered).toEqual([completed('4000', '0100').toString('hex')]);
    gate.holds(READ);
    doors[0]?.resolve();
    await settle();
    expect(sent).toHaveLength(1);
    expect(gate.inbound(completed('4000', '0200'))).toEqual(completed('4000', '0100'));
  });

  it('sends one confirmation at a time in the buffer it kept from noble', async () => {
    const { gate, doors, sent } = aGate();
    gate.inbound(connected('4100'));
    gate.holds(confirmation('4000'));
    gate.holds(confirmation('4100'));
    await settle();
    for (const door of doors) door.resolve();
    await settle();
    expect(sent).toHaveLength(1);
    gate.inbound(completed('4000', '0100'));
    expect(sent).toHaveLength(2);
  });

  it('keeps one of the buffers of the controller from noble, if there are two', () => {
    const { gate } = aGate();
    const buffers = (count: string): Buffer => hex(`04 0e 07 01 0220 00 1b00 ${count}`);
    expect(gate.inbound(buffers('04'))).toEqual(buffers('03'));
    expect(gate.inbound(buffers('01'))).toEqual(buffers('01'));
  });

  it('sends nothing any more once it is closed', async () => {
    const { gate, doors, sent } = aGate();
    gate.holds(confirmation('4000'));
    await settle();
    gate.close();
    doors[0]?.resolve();
    await settle();
    expect(sent).toEqual([]);
  });
});
