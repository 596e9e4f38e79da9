import { afterEach, describe, expect, it } from 'vitest';
import { startNobleHost } from './noble-host.ts';
import type { NobleHost } from './noble-host.ts';
import { simulatedCuff, startRadio } from './radio.ts';
import type { MeterOptions, Radio, RadioOptions, SimulatedCuff } from './radio.ts';

const ADDRESS = 'c0:be:77:00:00:01';
const READING = { systolic: 124, diastolic: 81, map: 95, pulse: 72, userId: 1, status: 0 };

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Stage = { radio: Radio; cuff: SimulatedCuff; host: NobleHost };

async function aRadio(options: RadioOptions = {}): Promise<Radio> {
  const radio = await startRadio(options);
  cleanUps.push(() => radio.stop());
  return radio;
}

function aHost(radio: Radio, options: { confirmsAtOnce?: boolean } = {}): NobleHost {
  const host = startNobleHost(radio.hci, options);
  cleanUps.push(() => host.stop());
  return host;
}

/** A radio with one cuff, and a host that scans. */
async function aStage(
  cuffOptions: Partial<MeterOptions> = {},
  hostOptions: { confirmsAtOnce?: boolean } = {},
  radioOptions: RadioOptions = {},
): Promise<Stage> {
  const radio = await aRadio(radioOptions);
  const cuff = radio.add(simulatedCuff({ address: ADDRESS, name: 'Test cuff', ...cuffOptions }));
  const host = aHost(radio, hostOptions);
  await host.next('scanning');
  return { radio, cuff, host };
}

async function connectAndDiscover(host: NobleHost): Promise<void> {
  await host.call({ call: 'connect', address: ADDRESS });
  await host.call({ call: 'discover' });
}

describe('a cuff on the simulated radio, with the real noble', () => {
  it('is found, paired with, read, set to time, and its measurement is received and confirmed', async () => {
    const { cuff, host } = await aStage({ requiresEncryption: true, wallClock: '2021-01-01T00:00:00' });
    const bytes = cuff.measure({ ...READING, at: '2021-01-01T00:00:05' });

    expect(await host.call({ call: 'connect', address: ADDRESS })).toBe('Test cuff');
    expect(await host.call({ call: 'discover' })).toEqual(
      expect.arrayContaining(['2a35', '2a49', '2a2b', '2a19', '2a29']),
    );
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    expect(await host.call({ call: 'read', uuid: '2a2b' })).toMatch(/^e50701010000..0500..$/);
    await host.call({ call: 'write', uuid: '2a2b', value: 'ea070b16131e00070000' });
    expect(cuff.wallClock).toMatch(/^2026-11-22T19:30:0/);
    await host.call({ call: 'subscribe', uuid: '2a35' });

    expect(await host.next('value')).toMatchObject({ uuid: '2a35', value: bytes.toString('hex') });
    expect(bytes.toString('hex')).toBe('1e7c0051005f00e50701010000054800010000');
    expect(await host.next('disconnected')).toMatchObject({ reason: 0x13 });
    expect(cuff).toMatchObject({ connections: 1, encryptedLinks: 1, indicationsSent: 1, confirmations: 1 });
    expect(cuff.recordsToSend).toBe(0);
  });

  it('gets its confirmation only after the hub has stored the value', async () => {
    const { cuff, host } = await aStage({}, { confirmsAtOnce: false });
    cuff.measure(READING);
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });

    expect(await host.next('waiting')).toMatchObject({ valuesSeen: 1 });
    // Other traffic goes on: a round trip over the same link while the confirmation is held.
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    expect(cuff.confirmations).toBe(0);

    await host.call({ call: 'confirm' });
    await host.next('disconnected');
    expect(cuff.confirmations).toBe(1);
  });

  it('gets no confirmation at all when the hub cannot store the value, and sends the record again', async () => {
    const { cuff, host } = await aStage({}, { confirmsAtOnce: false });
    cuff.measure(READING);
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    await host.next('waiting');
    await host.call({ call: 'refuse' });
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    await host.call({ call: 'disconnect' });
    expect(cuff.confirmations).toBe(0);
    expect(cuff.recordsToSend).toBe(1);

    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    await host.next('waiting');
    await host.call({ call: 'confirm' });
    await host.next('disconnected');
    await host.next('disconnected');
    expect(cuff).toMatchObject({ indicationsSent: 2, confirmations: 1, recordsToSend: 0 });
  });

  it('gets no confirmation on a later link for a value of an earlier one', async () => {
    const { cuff, host } = await aStage({ faults: { dropsLinkAt: 'indicated' } }, { confirmsAtOnce: false });
    cuff.measure(READING);
    await connectAndDiscover(host);
    void host.call({ call: 'subscribe', uuid: '2a35' });
    await host.next('disconnected');
    delete cuff.faults.dropsLinkAt;
    await connectAndDiscover(host);
    await host.call({ call: 'confirm' });
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    expect(cuff.confirmations).toBe(0);
  });

  it.each([2, 4])('keeps the link usable while %i buffers are all the controller has', async (aclPackets) => {
    const { radio, cuff, host } = await aStage(
      { sendsInBurst: true },
      { confirmsAtOnce: false },
      { aclPackets },
    );
    for (let record = 0; record < 6; record += 1) cuff.measure(READING);
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    await host.next('waiting');
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    await host.call({ call: 'confirm' });
    for (let record = 1; record < 6; record += 1) {
      await host.next('waiting');
      await host.call({ call: 'confirm' });
    }
    await host.next('disconnected');
    expect(cuff.confirmations).toBe(6);
    expect(radio.mostUnderway).toBeLessThanOrEqual(aclPackets);
  });

  it('delivers twenty records in a burst, each confirmed once', async () => {
    const { cuff, host } = await aStage({ sendsInBurst: true });
    const sent = Array.from({ length: 20 }, (_, index) =>
      cuff.measure({ ...READING, systolic: 110 + index }).toString('hex'),
    );
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    const received: string[] = [];
    while (received.length < 20) received.push((await host.next('value')).value);
    await host.next('disconnected');
    expect(received).toEqual(sent);
    expect(cuff).toMatchObject({ indicationsSent: 20, confirmations: 20, recordsToSend: 0 });
  });

  it('delivers twenty records one by one, each after the confirmation of the one before', async () => {
    const { cuff, host } = await aStage({ requiresEncryption: true });
    for (let index = 0; index < 20; index += 1) cuff.measure({ ...READING, systolic: 110 + index });
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    await host.next('disconnected');
    expect(cuff).toMatchObject({ indicationsSent: 20, confirmations: 20, recordsToSend: 0 });
  });

  it('sends confirmed records again on every connection when it is of the kind that does', async () => {
    const { cuff, host } = await aStage({ replays: true });
    const bytes = cuff.measure(READING).toString('hex');
    for (let connection = 0; connection < 2; connection += 1) {
      cuff.wake();
      await connectAndDiscover(host);
      await host.call({ call: 'subscribe', uuid: '2a35' });
      expect((await host.next('value')).value).toBe(bytes);
      await host.next('disconnected');
    }
    expect(cuff.indicationsSent).toBe(2);
  });

  it('answers its MTU request with "invalid PDU" and is read all the same', async () => {
    const { cuff, host } = await aStage({ faults: { mtuRefusal: 0x04 } });
    const bytes = cuff.measure(READING).toString('hex');
    await connectAndDiscover(host);
    await host.call({ call: 'subscribe', uuid: '2a35' });
    expect((await host.next('value')).value).toBe(bytes);
  });

  it('is found without a scan response', async () => {
    const { cuff, host } = await aStage({ faults: { noScanResponse: true } });
    cuff.wake();
    expect(await host.call({ call: 'connect', address: ADDRESS })).toBe('Test cuff');
  });

  it('stops advertising after its window, and forgets the measurement if it keeps none', async () => {
    const { cuff } = await aStage({ keepsRecords: false, windowMs: 30 });
    cuff.measure(READING);
    expect(cuff.recordsToSend).toBe(1);
    await expect.poll(() => cuff.isAdvertising).toBe(false);
    expect(cuff.recordsToSend).toBe(0);
  });

  it('drops the link where it was told to', async () => {
    const { cuff, host } = await aStage();
    for (const dropsLinkAt of ['connected', 'discovering', 'subscribed', 'indicated', 'confirmed'] as const) {
      cuff.faults.dropsLinkAt = dropsLinkAt;
      cuff.measure(READING);
      void host
        .call({ call: 'connect', address: ADDRESS })
        .then(() => host.call({ call: 'discover' }))
        .then(() => host.call({ call: 'subscribe', uuid: '2a35' }))
        .catch(() => undefined);
      expect(await host.next('disconnected')).toMatchObject({ reason: 0x08 });
    }
    expect(cuff.connections).toBe(5);
    expect(cuff.confirmations).toBe(1);
  });

  it('refuses to pair, to be subscribed to and to be set, when it is of that kind', async () => {
    const { cuff, host } = await aStage({
      requiresEncryption: true,
      faults: { refusesPairing: true, refusesClock: true },
    });
    cuff.measure(READING);
    await connectAndDiscover(host);
    // noble never answers a refused write: the next request shows that the refusal has come and gone.
    void host.call({ call: 'write', uuid: '2a2b', value: 'ea070b16131e00070000' });
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    expect(cuff.clockWrites).toBe(0);
    void host.call({ call: 'subscribe', uuid: '2a35' });
    await expect.poll(() => cuff.pairing.refusals).toBe(1);
    expect(cuff.hasSubscriber('2a35')).toBe(false);
    expect(cuff).toMatchObject({ encryptedLinks: 0, indicationsSent: 0 });
  });
});

describe('a hub that leaves and comes back', () => {
  it('is served again by the same radio, several times', async () => {
    const radio = await aRadio();
    const cuff = radio.add(simulatedCuff({ address: ADDRESS, requiresEncryption: true }));
    for (let life = 1; life <= 3; life += 1) {
      const host = aHost(radio);
      await host.next('scanning');
      cuff.measure(READING);
      await connectAndDiscover(host);
      await host.call({ call: 'subscribe', uuid: '2a35' });
      await host.next('value');
      await host.stop();
      await expect.poll(() => cuff.isConnected).toBe(false);
    }
    expect(radio.hostsSeen).toBe(3);
    expect(cuff.connections).toBe(3);
  });

  it('is told when the connection to its controller ends, and does not end with it', async () => {
    const { radio, host } = await aStage();
    radio.disconnectHost();
    expect((await host.next('problem')).problem.kind).toBe('lost');
    expect(host.crashes).toEqual([]);
  });

  it('is told when no controller answers', async () => {
    const radio = await startRadio();
    await radio.stop();
    const host = aHost(radio);
    expect((await host.next('problem')).problem).toMatchObject({ kind: 'lost' });
  });

  it('is told when its controller sends what is no HCI packet', async () => {
    const { radio, host } = await aStage();
    radio.inject(Buffer.from('ff00ff00', 'hex'));
    expect((await host.next('problem')).problem.detail).toContain('0xff');
    expect(host.crashes).toEqual([]);
  });
});

describe('packets no controller would send', () => {
  it('are dropped on their way to noble, and the session goes on', async () => {
    const { radio, cuff, host } = await aStage();
    cuff.measure(READING);
    await connectAndDiscover(host);
    const handle = '4020';
    for (const hex of [
      '040800', // Encryption Change without a body
      '04080400400001', // Encryption Change while noble waits for nothing
      '043e00',
      '043e0101',
      '040e00',
      '040500',
      '041301ff',
      `02${handle}0000`,
      `02${handle}0500010004001d`, // an indication cut after its opcode
      `02${handle}0600020006000300`, // SMP out of order
      `02${handle}1500110006000300112233445566778899aabbccddeeff`,
    ]) {
      radio.inject(Buffer.from(hex, 'hex'));
    }
    expect(await host.call({ call: 'read', uuid: '2a19' })).toBe('57');
    expect(host.crashes).toEqual([]);
  });
});
