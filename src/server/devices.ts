/** SQL of the Bluetooth devices: what was heard nearby, whom the home trusts. Session phases live in memory only. */
import type { BleAdvert, DeviceFacts, SessionPhase, SessionProblem } from '#contracts/ble-scanner.ts';
import type { ChangeDevice, Device } from '#contracts/devices.ts';
import { canBeTrusted } from '#domain/ble-address.ts';
import type { DeviceKind } from '#domain/devices.ts';
import type { Clock } from './clock.ts';
import type { Database, Writing } from './database.ts';
import { DeviceCodes, type CodeListener } from './devices/codes.ts';
import { createMemoryPart } from './devices/memory.ts';
import { DEVICE_COLUMNS, findRow, SELECT_DEVICES, type DeviceRow } from './devices/rows.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

/** A sighting is written down again after this long, and a listed device's last-seen time and signal with it. */
const SIGHTING_INTERVAL_MS = 60_000;
/** A device that was silent for this long and is heard again is news to the screens. */
const NEWS_AGAIN_AFTER_MS = 5 * 60_000;
/** A device whose address changes by itself is a new one every few minutes: only so often is one of them listed. */
const PASSING_INTERVAL_MS = 60_000;
/** So many devices that nobody ever trusted are remembered. */
const MAX_STRANGERS = 100;
const DAY_MS = 24 * 3_600_000;
/** Sightings are kept for this long. */
const SIGHTINGS_KEPT_MS = 7 * DAY_MS;

const SESSION_ENDS: ReadonlySet<SessionPhase> = new Set(['closing', 'cooldown', 'idle']);

const NO_FACTS: DeviceFacts = {
  ...{ batteryPercent: null, manufacturer: null, model: null, serialNumber: null, firmware: null },
};

const UPDATE_FACTS = `
  UPDATE ble_devices
  SET battery_percent = coalesce(:batteryPercent, battery_percent),
    battery_read_at = CASE WHEN :batteryPercent IS NULL THEN battery_read_at ELSE :now END,
    manufacturer = coalesce(:manufacturer, manufacturer), model = coalesce(:model, model),
    serial_number = coalesce(:serialNumber, serial_number), firmware = coalesce(:firmware, firmware)
  WHERE address = :address`;

export type DevicesStore = ReturnType<typeof createDevicesStore>;

export function createDevicesStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  /** Where each trusted device's session is. Mapped by address; a device not in it is idle. */
  const phases = new Map<string, SessionPhase>();

  const codes = new DeviceCodes(clock);
  /** What each cuff is at that pumps right now, mm[Hg]. By address. */
  const cuffPressures = new Map<string, number>();

  const toDevice = (row: DeviceRow): Device => ({
    ...row,
    wantsCode: codes.isWanted(row.address),
    cuffPressureMmHg: cuffPressures.get(row.address) ?? null,
    canBeTrusted: canBeTrusted(row.address, row.addressType),
    phase: phases.get(row.address) ?? 'idle',
  });

  /** When a device with a passing address was last listed, ms UTC. */
  let lastPassingAt = -Infinity;

  const announce = (tx: Writing, type: 'device.discovered' | 'device.status', address: string): Device => {
    const row = findRow(tx, address);
    if (row === undefined) throw new Error('A device was announced that is not stored.');
    const device = toDevice(row);
    appendEvent(tx, { type, residentId: null, data: device });
    return device;
  };

  const insert = (tx: Writing, advert: BleAdvert, kind: DeviceKind) => {
    tx.run(
      `INSERT INTO ble_devices
         (id, address, address_type, name, kind, last_rssi_dbm, first_seen_at, last_seen_at)
       VALUES (:id, :address, :addressType, :name, :kind, :rssiDbm, :seenAt, :seenAt)`,
      {
        id: idBytes(newId(advert.seenAt)),
        address: advert.address,
        addressType: advert.addressType,
        name: advert.name,
        kind,
        rssiDbm: advert.rssiDbm,
        seenAt: advert.seenAt,
      },
    );
  };

  /** Keeps the newest of the devices that nobody ever trusted: a street's worth would otherwise pile up. */
  const removeStrangers = (tx: Writing) => {
    const strangers = `SELECT id FROM ble_devices WHERE trusted_at IS NULL
      ORDER BY last_seen_at DESC LIMIT -1 OFFSET ${MAX_STRANGERS}`;
    tx.run(`DELETE FROM ble_scan_log WHERE device_id IN (${strangers})`);
    tx.run(`DELETE FROM ble_devices WHERE id IN (${strangers})`);
  };

  const logSighting = (tx: Writing, advert: BleAdvert) => {
    tx.run(
      `INSERT INTO ble_scan_log (device_id, rssi_dbm, seen_at)
       SELECT id, :rssiDbm, :seenAt FROM ble_devices WHERE address = :address`,
      { address: advert.address, rssiDbm: advert.rssiDbm, seenAt: advert.seenAt },
    );
    tx.run('DELETE FROM ble_scan_log WHERE seen_at < :before', { before: advert.seenAt - SIGHTINGS_KEPT_MS });
  };

  /** A session of a device that was forgotten meanwhile is no news any more. */
  const isListed = (tx: Writing, address: string): boolean => findRow(tx, address)?.isForgotten === false;

  /** Answers whether the problem was another one before. */
  const setProblem = (tx: Writing, address: string, problem: SessionProblem | null): boolean =>
    tx.run(
      'UPDATE ble_devices SET last_problem = :problem WHERE address = :address AND last_problem IS NOT :problem',
      {
        address,
        problem,
      },
    ) > 0;

  const keepConsent = (tx: Writing, device: Device, { user, code }: NonNullable<ChangeDevice['consent']>) => {
    const about = { deviceId: idBytes(device.id), user };
    tx.run('DELETE FROM ble_device_consents WHERE device_id = :deviceId AND device_user = :user', about);
    if (code === null) return;
    tx.run(
      'INSERT INTO ble_device_consents (device_id, device_user, code) VALUES (:deviceId, :user, :code)',
      { ...about, code },
    );
    setProblem(tx, device.address, null);
  };

  return {
    ...createMemoryPart(database),

    /** Every device that is not forgotten, trusted ones first, then by when it was last heard. */
    list(): Device[] {
      return database
        .all(
          DEVICE_COLUMNS,
          `${SELECT_DEVICES} WHERE forgotten_at IS NULL ORDER BY is_trusted DESC, last_seen_at DESC, id`,
        )
        .map(toDevice);
    },

    /** One device that is not forgotten, or undefined. */
    find(deviceId: string): Device | undefined {
      const row = database.first(
        DEVICE_COLUMNS,
        `${SELECT_DEVICES} WHERE id = :deviceId AND forgotten_at IS NULL`,
        { deviceId: idBytes(deviceId) },
      );
      return row && toDevice(row);
    },

    /** The device of an address, when it is trusted. */
    findTrusted(address: string): (Device & { residentId: string }) | undefined {
      const row = findRow(database, address);
      if (row === undefined || !row.isTrusted || row.residentId === null) return undefined;
      return { ...toDevice(row), residentId: row.residentId };
    },

    /** Notes that a device advertised: lists it when it is new, else at most once a minute. */
    async noteSighting(advert: BleAdvert, kind: DeviceKind): Promise<void> {
      const known = findRow(database, advert.address);
      const silentMs = known === undefined ? Infinity : advert.seenAt - Date.parse(known.lastSeenAt);
      const isNamedNow = known?.name === null && advert.name !== null;
      const isNews =
        known === undefined || known.isForgotten || isNamedNow || silentMs >= NEWS_AGAIN_AFTER_MS;
      if (!isNews && silentMs < SIGHTING_INTERVAL_MS) return;
      if (known === undefined && !canBeTrusted(advert.address, advert.addressType)) {
        if (advert.seenAt - lastPassingAt < PASSING_INTERVAL_MS) return;
        lastPassingAt = advert.seenAt;
      }
      await database.write((tx) => {
        if (findRow(tx, advert.address) === undefined) {
          insert(tx, advert, kind);
          removeStrangers(tx);
        }
        tx.run(
          `UPDATE ble_devices
           SET name = coalesce(:name, name), last_rssi_dbm = :rssiDbm, last_seen_at = :seenAt, forgotten_at = NULL
           WHERE address = :address`,
          { address: advert.address, name: advert.name, rssiDbm: advert.rssiDbm, seenAt: advert.seenAt },
        );
        logSighting(tx, advert);
        if (isNews) announce(tx, 'device.discovered', advert.address);
      });
    },

    /**
     * Trusts a device to measure one resident. From now on the hub connects to it. One that is only given to somebody else
     * keeps its bond, since it may refuse to pair again; a bond that the device lost is dropped.
     */
    trust(device: Device, residentId: string): Promise<Device> {
      return database.write((tx) => {
        tx.run(
          `UPDATE ble_devices
           SET is_trusted = 1, resident_id = :residentId, trusted_at = :now, last_problem = NULL, last_sequence = NULL,
             bond_key = CASE WHEN is_trusted = 1 AND last_problem IS NOT 'bond-lost' THEN bond_key END
           WHERE address = :address`,
          { address: device.address, residentId: idBytes(residentId), now: clock.now() },
        );
        return announce(tx, 'device.status', device.address);
      });
    },

    /** Takes trust away and hides the device until it is heard again. Its readings stay. */
    forget(device: Device): Promise<void> {
      return database.write((tx) => {
        tx.run(
          `UPDATE ble_devices
           SET is_trusted = 0, resident_id = NULL, last_problem = NULL, label = NULL, broadcast_key = NULL, button_use = 'none',
             bond_key = NULL, bond_diversifier = NULL, bond_random = NULL, forgotten_at = :now
           WHERE address = :address`,
          { address: device.address, now: clock.now() },
        );
        tx.run('DELETE FROM ble_device_consents WHERE device_id = :deviceId', {
          deviceId: idBytes(device.id),
        });
        announce(tx, 'device.status', device.address);
      });
    },

    /**
     * Notes where a device's session is, and a problem that ended it early; null leaves an earlier problem standing.
     * Tells the screens when either is news.
     */
    noteSession(address: string, phase: SessionPhase, problem: SessionProblem | null): Promise<void> {
      return database.write((tx) => {
        const isNewPhase = phases.get(address) !== phase;
        phases.set(address, phase);
        if (phase !== 'collecting') cuffPressures.delete(address);
        // Whatever became of the pairing, it is over. An earlier phase may be noted after the device asked for its code.
        if (isNewPhase && SESSION_ENDS.has(phase)) codes.end(address);
        const isNewProblem = problem !== null && setProblem(tx, address, problem);
        if ((isNewPhase || isNewProblem) && isListed(tx, address)) announce(tx, 'device.status', address);
      });
    },

    /** A device shows a code and waits for it: tells the screens, unless somebody typed it in a moment ago. */
    async noteCodeWanted(address: string): Promise<void> {
      if (!codes.want(address)) return;
      await database.write((tx) => {
        if (isListed(tx, address)) announce(tx, 'device.status', address);
      });
    },

    /** Notes what a cuff is at that pumps, and tells the screens. */
    noteCuffPressure(address: string, pressureMmHg: number): Promise<void> {
      cuffPressures.set(address, pressureMmHg);
      return database.write((tx) => {
        if (isListed(tx, address)) announce(tx, 'device.status', address);
      });
    },

    /** Hands on the code that somebody typed in; null: nobody will. */
    giveCode(device: Device, code: number | null): Promise<Device> {
      codes.give(device.address, code);
      return database.write((tx) => announce(tx, 'device.status', device.address));
    },

    onCode: (listener: CodeListener) => codes.onCode(listener),

    /** Notes why the last session brought no reading; null once one did. */
    noteProblem(address: string, problem: SessionProblem | null): Promise<void> {
      return database.write((tx) => {
        if (setProblem(tx, address, problem) && isListed(tx, address)) announce(tx, 'device.status', address);
      });
    },

    /**
     * Calls it what its people call it (null: what it calls itself), says what its button does, or lets it tell of one of
     * its own users.
     */
    change(
      device: Device,
      { label = device.label, buttonUse = device.buttonUse, consent }: ChangeDevice,
    ): Promise<Device> {
      return database.write((tx) => {
        tx.run('UPDATE ble_devices SET label = :label, button_use = :buttonUse WHERE address = :address', {
          ...{ address: device.address, label, buttonUse },
        });
        if (consent !== undefined) keepConsent(tx, device, consent);
        return announce(tx, 'device.status', device.address);
      });
    },

    /** Notes what a device says of itself; what it did not say stays as it was. Tells the screens when it is news. */
    async noteFacts(address: string, said: Partial<DeviceFacts>): Promise<void> {
      const facts = { ...NO_FACTS, ...said };
      const before = findRow(database, address);
      if (before === undefined) return;
      const isNews = Object.entries(facts).some(
        ([name, fact]) => fact !== null && fact !== before[name as keyof DeviceFacts],
      );
      // A sensor says its battery with every broadcast: the same again is written down once a day.
      const readAt = before.batteryReadAt === null ? -Infinity : Date.parse(before.batteryReadAt);
      const isOld = facts.batteryPercent !== null && clock.now() - readAt >= DAY_MS;
      if (!isNews && !isOld) return;
      await database.write((tx) => {
        tx.run(UPDATE_FACTS, { address, ...facts, now: clock.now() });
        if (isNews && !before.isForgotten) announce(tx, 'device.status', address);
      });
    },

    /** Gives a device the key to its broadcasts, or takes it away. */
    setBroadcastKey(device: Device, key: Uint8Array | null): Promise<void> {
      return database.write((tx) => {
        tx.run(
          'UPDATE ble_devices SET broadcast_key = :key, broadcast_counter = NULL WHERE address = :address',
          {
            address: device.address,
            key,
          },
        );
        announce(tx, 'device.status', device.address);
      });
    },

    /** Trusts an address before it was ever heard, as the demo does with its simulated devices. */
    async trustInAdvance(advert: BleAdvert, kind: DeviceKind, residentId: string): Promise<void> {
      await this.noteSighting(advert, kind);
      const row = findRow(database, advert.address);
      if (row !== undefined) await this.trust(toDevice(row), residentId);
    },
  };
}
