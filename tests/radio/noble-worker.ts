/**
 * A thread with the real noble on the hub's own HCI socket, told what to do by messages: the tests' stand-in for the
 * hub's scanner, without its sessions and rules. Confirmations wait for a message unless told otherwise.
 */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { configureHci } from '../../workers/ble/hci-socket/index.ts';
import type { HciProblem } from '../../workers/ble/hci-socket/index.ts';
import type { Noble, NobleCharacteristic, NoblePeripheral } from './noble-types.ts';

export type NobleWorkerOptions = { readonly hci: string; readonly confirmsAtOnce: boolean };

/** Test → worker. `id` comes back in the answer. */
export type NobleRequest =
  | { readonly id: number; readonly call: 'connect'; readonly address: string }
  | { readonly id: number; readonly call: 'discover' }
  | { readonly id: number; readonly call: 'read' | 'subscribe'; readonly uuid: string }
  | { readonly id: number; readonly call: 'write'; readonly uuid: string; readonly value: string }
  | { readonly id: number; readonly call: 'disconnect' }
  /** The oldest confirmation that waits is let go, or refused. */
  | { readonly id: number; readonly call: 'confirm' | 'refuse' };

/** Worker → test. Octets are hex. */
export type NobleEvent =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly detail: string }
  | { readonly type: 'scanning' }
  | { readonly type: 'value'; readonly uuid: string; readonly value: string }
  | { readonly type: 'waiting'; readonly connectionHandle: number; readonly valuesSeen: number }
  | { readonly type: 'disconnected'; readonly reason: number }
  | { readonly type: 'problem'; readonly problem: HciProblem };

const { hci, confirmsAtOnce } = workerData as NobleWorkerOptions;
const post = (event: NobleEvent): void => parentPort?.postMessage(event);

const waiting: { resolve: () => void; reject: (reason: Error) => void }[] = [];
const wanted = new Map<string, (peripheral: NoblePeripheral) => void>();
let peripheral: NoblePeripheral | null = null;
let characteristics: readonly NobleCharacteristic[] = [];
let valuesSeen = 0;

configureHci({
  hci,
  beforeConfirm: async (connectionHandle) => {
    post({ type: 'waiting', connectionHandle, valuesSeen });
    if (confirmsAtOnce) return;
    await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
  },
  onProblem: (problem) => post({ type: 'problem', problem }),
});

const noble = createRequire(import.meta.url)('@abandonware/noble') as Noble;
noble.on('stateChange', (state) => {
  if (state === 'poweredOn') void noble.startScanningAsync([], true).then(() => post({ type: 'scanning' }));
});
noble.on('discover', (found) => {
  wanted.get(found.address)?.(found);
});

function characteristic(uuid: string): NobleCharacteristic {
  const found = characteristics.find((one) => one.uuid === uuid);
  if (found === undefined) throw new Error(`no characteristic ${uuid}`);
  return found;
}

function connected(): NoblePeripheral {
  if (peripheral === null) throw new Error('not connected');
  return peripheral;
}

async function connectTo(address: string): Promise<string | undefined> {
  const found = await new Promise<NoblePeripheral>((resolve) => wanted.set(address, resolve));
  wanted.delete(address);
  const isNew = peripheral !== found;
  peripheral = found;
  if (isNew) found.on('disconnect', (reason) => post({ type: 'disconnected', reason }));
  await found.connectAsync();
  return found.advertisement.localName;
}

async function perform(request: NobleRequest): Promise<unknown> {
  switch (request.call) {
    case 'connect':
      return connectTo(request.address);
    case 'discover':
      characteristics = (await connected().discoverAllServicesAndCharacteristicsAsync()).characteristics;
      return characteristics.map(({ uuid }) => uuid);
    case 'read':
      return (await characteristic(request.uuid).readAsync()).toString('hex');
    case 'write':
      return characteristic(request.uuid).writeAsync(Buffer.from(request.value, 'hex'), false);
    case 'subscribe':
      characteristic(request.uuid).on('data', (value, isNotification) => {
        if (!isNotification) return;
        valuesSeen += 1;
        post({ type: 'value', uuid: request.uuid, value: value.toString('hex') });
      });
      return characteristic(request.uuid).subscribeAsync();
    case 'disconnect':
      return connected().disconnectAsync();
    case 'confirm':
      return waiting.shift()?.resolve();
    case 'refuse':
      return waiting.shift()?.reject(new Error('refused by the test'));
  }
}

parentPort?.on('message', (request: NobleRequest) => {
  perform(request).then(
    (value) => post({ type: 'answer', id: request.id, value }),
    (error: unknown) => post({ type: 'failure', id: request.id, detail: String(error) }),
  );
});
