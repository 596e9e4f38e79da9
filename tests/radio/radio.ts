/**
 * The simulated radio: a virtual controller behind a TCP port, for a hub that runs with BETTI_HCI=tcp:HOST:PORT.
 * Decides which connection is the host: the newest one. A host that leaves or is replaced leaves a reset controller.
 */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Peripheral } from './air.ts';
import { VirtualController } from './controller.ts';
import { HostStream } from './h4.ts';
import type { HostPacket } from './h4.ts';

export { simulatedCuff, SimulatedCuff } from './devices/cuff.ts';
export type { MeasureOptions } from './devices/cuff.ts';
export type { GattPeripheral } from './peripheral.ts';
export { HALO_UUIDS, SimulatedBeacon, SimulatedHalo, SimulatedRoomSensor } from './devices/room-sensors.ts';
export {
  SimulatedBand,
  SimulatedGlucoseSensor,
  SimulatedStrap,
  SimulatedWornOximeter,
} from './devices/worn-device.ts';
export { SimulatedBodyScale } from './devices/body-scale.ts';
export { SimulatedGlucoseMeter } from './devices/glucose-meter.ts';
export { SimulatedOximeter, SimulatedScale, SimulatedThermometer } from './devices/meters.ts';
export type { MeterFaults, MeterOptions } from './devices/storing-device.ts';

export type RadioOptions = {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** The controller's own public address. */
  readonly address?: string;
  readonly advertisingIntervalMs?: number;
  /** Buffers granted to the host: octets of each, and how many. */
  readonly aclBytes?: number;
  readonly aclPackets?: number;
};

export type Radio = {
  /** 'tcp:HOST:PORT', for BETTI_HCI. */
  readonly hci: string;
  readonly peripherals: ReadonlySet<Peripheral>;
  /** Opcodes of all commands so far, four hex digits each. */
  readonly commandsSeen: readonly string[];
  /** How many hosts have connected so far. */
  readonly hostsSeen: number;
  /** The most data packets a host had under way at once. */
  readonly mostUnderway: number;
  add<P extends Peripheral>(peripheral: P): P;
  remove(peripheral: Peripheral): void;
  /** Octets straight to the host, whatever they are: for packets no controller would send. */
  inject(bytes: Buffer): void;
  /** Breaks the connection to the host, as when the adapter is pulled out. */
  disconnectHost(): void;
  stop(): Promise<void>;
};

export async function startRadio(options: RadioOptions = {}): Promise<Radio> {
  const { port = 0, host = '127.0.0.1' } = options;
  const peripherals = new Set<Peripheral>();
  let hostSocket: Socket | null = null;
  let hostsSeen = 0;
  const send = (bytes: Buffer): void => {
    if (hostSocket !== null && !hostSocket.destroyed) hostSocket.write(bytes);
  };
  const controller = new VirtualController(
    {
      address: options.address ?? '00:1b:dc:be:77:00',
      advertisingIntervalMs: options.advertisingIntervalMs ?? 20,
      aclBytes: options.aclBytes ?? 27,
      aclPackets: options.aclPackets ?? 4,
    },
    send,
  );
  const leave = (socket: Socket): void => {
    socket.destroy();
    if (hostSocket !== socket) return;
    hostSocket = null;
    controller.reset();
  };
  const server = createServer({ noDelay: true }, (socket) => {
    if (hostSocket !== null) leave(hostSocket);
    hostSocket = socket;
    hostsSeen += 1;
    const stream = new HostStream();
    socket.on('data', (chunk: Buffer) => {
      if (hostSocket !== socket) return;
      const packets = packetsIn(stream, chunk);
      if (packets === null) leave(socket);
      else for (const packet of packets) controller.receive(packet);
    });
    socket.on('error', () => leave(socket));
    socket.on('close', () => leave(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;

  return {
    hci: `tcp:${host}:${boundPort}`,
    peripherals,
    commandsSeen: controller.commandsSeen,
    get hostsSeen() {
      return hostsSeen;
    },
    get mostUnderway() {
      return controller.mostUnderway;
    },
    add(peripheral) {
      peripherals.add(peripheral);
      controller.add(peripheral);
      return peripheral;
    },
    remove(peripheral) {
      peripherals.delete(peripheral);
      controller.remove(peripheral);
    },
    inject: send,
    disconnectHost() {
      if (hostSocket !== null) leave(hostSocket);
    },
    async stop() {
      if (hostSocket !== null) leave(hostSocket);
      for (const peripheral of peripherals) controller.remove(peripheral);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Null when the host sends what is no HCI packet: a controller has no way on from there but a reset. */
function packetsIn(stream: HostStream, chunk: Buffer): HostPacket[] | null {
  try {
    return stream.push(chunk);
  } catch {
    return null;
  }
}
