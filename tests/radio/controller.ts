/**
 * A Bluetooth controller made of code: HCI commands in, HCI events out, with the peripherals given to it as the air.
 * Decides what a host sees and when; keeps no time but the advertising interval. Implements what an LE central needs.
 * Source: Bluetooth Core 5.4 Vol 4 Part E §7.
 */
import { REASON } from './air.ts';
import type { Peripheral, RadioLink } from './air.ts';
import {
  aclPackets,
  addressOctets,
  addressText,
  commandComplete,
  commandStatus,
  event,
  octets,
  u16,
} from './h4.ts';
import type { HostPacket } from './h4.ts';

export type ControllerOptions = {
  readonly address: string;
  readonly advertisingIntervalMs: number;
  /** How long a packet to the hub may be, and how many the hub may have under way. */
  readonly aclBytes: number;
  readonly aclPackets: number;
};

type Connection = RadioLink & {
  readonly peripheral: Peripheral;
  isEncrypted: boolean;
  isOpen: boolean;
  partial: Buffer;
};

const STATUS = {
  ok: 0x00,
  unknownCommand: 0x01,
  unknownConnection: 0x02,
  keyMissing: 0x06,
  disallowed: 0x0c,
};
const RSSI_DBM = -58;
const FIRST_HANDLE = 0x0040;

export class VirtualController {
  readonly commandsSeen: string[] = [];
  /** The most data packets a host ever had under way at once; it may not exceed what it was granted. */
  mostUnderway = 0;
  readonly #options: ControllerOptions;
  readonly #send: (packet: Buffer) => void;
  readonly #peripherals = new Set<Peripheral>();
  readonly #connections = new Map<number, Connection>();
  readonly #reported = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #isScanning = false;
  #isScanActive = true;
  #filtersDuplicates = false;
  #wanted: { address: string; addressType: 'public' | 'random' } | null = null;
  #nextHandle = FIRST_HANDLE;
  #underway = 0;

  constructor(options: ControllerOptions, send: (packet: Buffer) => void) {
    this.#options = options;
    this.#send = send;
  }

  add(peripheral: Peripheral): void {
    this.#peripherals.add(peripheral);
    peripheral.onAdvertise = () => setImmediate(() => this.#advertise());
    peripheral.onAdvertise();
  }

  remove(peripheral: Peripheral): void {
    this.#peripherals.delete(peripheral);
    peripheral.onAdvertise = () => undefined;
    for (const link of this.#connections.values()) {
      if (link.peripheral === peripheral) this.#close(link, REASON.connectionTimeout);
    }
  }

  /** The state after power-on or HCI Reset; every link falls. */
  reset(): void {
    for (const link of [...this.#connections.values()]) {
      this.#connections.delete(link.connectionHandle);
      link.isOpen = false;
      link.peripheral.disconnected(link);
    }
    this.#isScanning = false;
    this.#wanted = null;
    this.#underway = 0;
    this.#reported.clear();
    this.#setTimer();
  }

  receive(packet: HostPacket): void {
    if (packet.kind === 'command') this.#command(packet.opcode, packet.parameters);
    else this.#data(packet.connectionHandle, packet.boundary, packet.data);
  }

  #command(opcode: number, parameters: Buffer): void {
    this.commandsSeen.push(opcode.toString(16).padStart(4, '0'));
    const complete = (...returned: (number | Buffer)[]): void =>
      this.#send(commandComplete(opcode, ...returned));
    switch (opcode) {
      case 0x0c03: // Reset
        this.reset();
        return complete(STATUS.ok);
      case 0x0c01: // Set Event Mask
      case 0x0c6d: // Write LE Host Support
      case 0x2001: // LE Set Event Mask
        return complete(STATUS.ok);
      case 0x0c6c: // Read LE Host Support
        return complete(STATUS.ok, 1, 0);
      case 0x1001: // Read Local Version: 5.0
        return complete(STATUS.ok, 9, u16(0), 9, u16(0xffff), u16(0));
      case 0x1009: // Read BD_ADDR
        return complete(STATUS.ok, addressOctets(this.#options.address));
      case 0x1405: // Read RSSI
        return complete(STATUS.ok, parameters.subarray(0, 2), RSSI_DBM & 0xff);
      case 0x2002: // LE Read Buffer Size
        return complete(STATUS.ok, u16(this.#options.aclBytes), this.#options.aclPackets);
      case 0x200b: // LE Set Scan Parameters
        this.#isScanActive = parameters[0] === 1;
        return complete(STATUS.ok);
      case 0x200c: // LE Set Scan Enable
        return this.#setScan(parameters);
      case 0x200d: // LE Create Connection
        return this.#createConnection(opcode, parameters);
      case 0x200e: // LE Create Connection Cancel
        return this.#cancelConnection(opcode);
      case 0x2013: // LE Connection Update
        this.#send(commandStatus(opcode, STATUS.ok));
        return this.#send(event(0x3e, 3, 0, parameters.subarray(0, 2), parameters.subarray(4, 10)));
      case 0x2019: // LE Enable Encryption
        return this.#encrypt(opcode, parameters);
      case 0x0406: // Disconnect
        return this.#disconnect(opcode, parameters);
      default:
        return complete(STATUS.unknownCommand);
    }
  }

  #setScan(parameters: Buffer): void {
    this.#isScanning = parameters[0] === 1;
    this.#filtersDuplicates = parameters[1] === 1;
    this.#reported.clear();
    this.#send(commandComplete(0x200c, STATUS.ok));
    this.#setTimer();
    if (this.#isScanning) setImmediate(() => this.#advertise());
  }

  #createConnection(opcode: number, parameters: Buffer): void {
    if (this.#wanted !== null) return this.#send(commandStatus(opcode, STATUS.disallowed));
    this.#wanted = {
      address: addressText(parameters.subarray(6, 12)),
      addressType: parameters[5] === 1 ? 'random' : 'public',
    };
    this.#send(commandStatus(opcode, STATUS.ok));
    this.#setTimer();
    setImmediate(() => this.#advertise());
  }

  /** The command completes, and so does the connection, with 'unknown connection': the host's queue waits for it. §7.8.13. */
  #cancelConnection(opcode: number): void {
    if (this.#wanted === null) return this.#send(commandComplete(opcode, STATUS.disallowed));
    this.#wanted = null;
    this.#setTimer();
    this.#send(commandComplete(opcode, STATUS.ok));
    this.#send(event(0x3e, 1, STATUS.unknownConnection, Buffer.alloc(17)));
  }

  /** Peripherals that advertise are heard, and connected to when the host waits for one of them. */
  #advertise(): void {
    for (const peripheral of this.#peripherals) {
      const advertisement = peripheral.advertisement();
      if (advertisement === null) continue;
      if (this.#isScanning && !(this.#filtersDuplicates && this.#reported.has(peripheral.address))) {
        this.#reported.add(peripheral.address);
        this.#report(peripheral, 0x00, advertisement.data);
        if (this.#isScanActive && advertisement.scanResponse !== null) {
          this.#report(peripheral, 0x04, advertisement.scanResponse);
        }
      }
      const isWanted =
        this.#wanted?.address === peripheral.address && this.#wanted.addressType === peripheral.addressType;
      if (isWanted && peripheral.answersConnect()) this.#connect(peripheral);
    }
  }

  /** LE Advertising Report with one report in it. §7.7.65.2. */
  #report(peripheral: Peripheral, kind: number, data: Buffer): void {
    const type = peripheral.addressType === 'random' ? 1 : 0;
    const address = addressOctets(peripheral.address);
    this.#send(event(0x3e, 2, 1, kind, type, address, data.length, data, RSSI_DBM & 0xff));
  }

  #connect(peripheral: Peripheral): void {
    this.#wanted = null;
    this.#setTimer();
    const connectionHandle = this.#nextHandle;
    this.#nextHandle = connectionHandle === 0x0eff ? FIRST_HANDLE : connectionHandle + 1;
    const link: Connection = {
      connectionHandle,
      peripheral,
      hostAddress: this.#options.address,
      isEncrypted: false,
      isOpen: true,
      partial: Buffer.alloc(0),
      send: (channel, payload) => this.#sendFrame(link, channel, payload),
      disconnect: (reason) => this.#close(link, reason),
    };
    this.#connections.set(connectionHandle, link);
    const type = peripheral.addressType === 'random' ? 1 : 0;
    const parameters = octets(u16(0x18), u16(0), u16(0x2a), 0); // 30 ms, no latency, 420 ms supervision
    this.#send(
      event(
        0x3e,
        1,
        STATUS.ok,
        u16(connectionHandle),
        0,
        type,
        addressOctets(peripheral.address),
        parameters,
      ),
    );
    peripheral.connected(link);
  }

  #sendFrame(link: Connection, channel: number, payload: Buffer): void {
    if (!link.isOpen) return;
    for (const packet of aclPackets(link.connectionHandle, channel, payload, this.#options.aclBytes)) {
      this.#send(packet);
    }
  }

  #data(connectionHandle: number, boundary: number, data: Buffer): void {
    this.#underway += 1;
    this.mostUnderway = Math.max(this.mostUnderway, this.#underway);
    const link = this.#connections.get(connectionHandle);
    if (link === undefined) {
      this.#underway -= 1;
      return;
    }
    setImmediate(() => {
      this.#underway -= 1;
      if (link.isOpen) this.#send(event(0x13, 1, u16(connectionHandle), u16(1)));
    });
    link.partial = boundary === 0b01 ? Buffer.concat([link.partial, data]) : data;
    if (link.partial.length < 4 || link.partial.length < 4 + link.partial.readUInt16LE(0)) return;
    const frame = link.partial;
    link.partial = Buffer.alloc(0);
    link.peripheral.received(link, frame.readUInt16LE(2), frame.subarray(4));
  }

  /** The link layer's own check: both sides must hold the same key. §7.8.24, Vol 6 Part B §5.1.3. */
  #encrypt(opcode: number, parameters: Buffer): void {
    const link = this.#connections.get(parameters.readUInt16LE(0));
    if (link === undefined) return this.#send(commandStatus(opcode, STATUS.unknownConnection));
    this.#send(commandStatus(opcode, STATUS.ok));
    const random = parameters.subarray(2, 10);
    const key = link.peripheral.keyFor(link, parameters.readUInt16LE(10), random);
    if (key === null) {
      return this.#send(event(0x08, STATUS.keyMissing, u16(link.connectionHandle), 0));
    }
    if (!key.equals(parameters.subarray(12, 28))) return this.#close(link, REASON.wrongKey);
    link.isEncrypted = true;
    this.#send(event(0x08, STATUS.ok, u16(link.connectionHandle), 1));
    link.peripheral.encrypted(link);
  }

  #disconnect(opcode: number, parameters: Buffer): void {
    const link = this.#connections.get(parameters.readUInt16LE(0));
    this.#send(commandStatus(opcode, link === undefined ? STATUS.unknownConnection : STATUS.ok));
    if (link !== undefined) this.#close(link, REASON.endedByHost);
  }

  #close(link: Connection, reason: number): void {
    if (!link.isOpen) return;
    link.isOpen = false;
    this.#connections.delete(link.connectionHandle);
    this.#send(event(0x05, STATUS.ok, u16(link.connectionHandle), reason));
    link.peripheral.disconnected(link);
  }

  #setTimer(): void {
    const isListening = this.#isScanning || this.#wanted !== null;
    if (isListening && this.#timer === null) {
      this.#timer = setInterval(() => this.#advertise(), this.#options.advertisingIntervalMs);
    } else if (!isListening && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }
}
