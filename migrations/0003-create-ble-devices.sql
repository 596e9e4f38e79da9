-- Bluetooth health devices that were seen nearby, and which of them the home trusts.

CREATE TABLE ble_devices (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  -- Lower-case octets, aa:bb:cc:dd:ee:ff.
  address TEXT NOT NULL UNIQUE CHECK (address GLOB '[0-9a-f][0-9a-f]:*' AND length(address) = 17),
  address_type TEXT NOT NULL CHECK (address_type IN ('public', 'random')),
  name TEXT,
  kind TEXT NOT NULL,
  is_trusted INTEGER NOT NULL DEFAULT 0 CHECK (is_trusted IN (0, 1)),
  -- Whose readings it takes, from the moment it is trusted.
  resident_id BLOB REFERENCES users (id),
  trusted_at INTEGER,
  -- Set when a person asked to forget it; cleared when it is heard again.
  forgotten_at INTEGER,
  last_rssi_dbm INTEGER CHECK (last_rssi_dbm BETWEEN -127 AND 20),
  -- Why its last session failed, a word of src/contracts/ble-scanner.ts.
  last_problem TEXT,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  CHECK (is_trusted = 0 OR (resident_id IS NOT NULL AND trusted_at IS NOT NULL))
) STRICT;

CREATE TABLE ble_scan_log (
  id INTEGER PRIMARY KEY,
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  -- NULL when the adapter could not tell.
  rssi_dbm INTEGER CHECK (rssi_dbm BETWEEN -127 AND 20),
  seen_at INTEGER NOT NULL
) STRICT;

-- Old sightings are removed by age.
CREATE INDEX ble_scan_log_by_time ON ble_scan_log (seen_at);
