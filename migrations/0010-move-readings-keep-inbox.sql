-- Readings that move to another person's record, and what a device sent that no record can take by itself.

-- Rebuilt for two more words and the other entry of a move. Nothing refers to it.
CREATE TABLE vital_reading_changes_with_moves (
  number INTEGER PRIMARY KEY,
  reading_id BLOB NOT NULL REFERENCES vital_readings (id),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  -- 'moved': taken out here and entered in another record; 'received': entered here from another record.
  change TEXT NOT NULL CHECK (change IN ('amended', 'retracted', 'restored', 'moved', 'received')),
  -- The entry of the same measurement in the other record.
  other_reading_id BLOB REFERENCES vital_readings (id),
  -- The whole reading as it was before, as JSON in the shape of src/contracts/vitals.ts.
  before TEXT NOT NULL CHECK (json_valid(before)),
  CHECK ((change IN ('moved', 'received')) = (other_reading_id IS NOT NULL))
) STRICT;

INSERT INTO vital_reading_changes_with_moves (number, reading_id, changed_at, changed_by, change, before)
SELECT number, reading_id, changed_at, changed_by, change, before FROM vital_reading_changes ORDER BY number;

DROP TABLE vital_reading_changes;
ALTER TABLE vital_reading_changes_with_moves RENAME TO vital_reading_changes;

CREATE INDEX vital_reading_changes_by_reading ON vital_reading_changes (reading_id, number);

-- Which entries are one and the same measurement, the first of them too: at most one of them counts.
CREATE TABLE vital_reading_moves (
  reading_id BLOB PRIMARY KEY REFERENCES vital_readings (id),
  -- The entry it was recorded as, before any move.
  first_reading_id BLOB NOT NULL REFERENCES vital_readings (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX vital_reading_moves_by_first ON vital_reading_moves (first_reading_id, reading_id);

-- Whose a device's own user numbers are, where it knows several people. What was said before it was trusted anew is void.
CREATE TABLE vital_device_users (
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  user_number INTEGER NOT NULL CHECK (user_number BETWEEN 0 AND 254),
  resident_id BLOB NOT NULL REFERENCES users (id),
  said_at INTEGER NOT NULL,
  PRIMARY KEY (device_id, user_number)
) STRICT, WITHOUT ROWID;

-- Records that were confirmed to their device and wait for a person's word. The numbers are in the record's bytes.
CREATE TABLE vital_inbox (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  device_record_id BLOB NOT NULL UNIQUE REFERENCES device_records (id),
  -- Whom the device was trusted to measure.
  resident_id BLOB NOT NULL REFERENCES users (id),
  reason TEXT NOT NULL CHECK (reason IN ('implausible', 'unknown-person')),
  measured_at INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('accepted', 'discarded')),
  decided_at INTEGER,
  decided_by TEXT,
  -- What it became, when it was accepted.
  reading_id BLOB REFERENCES vital_readings (id),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
  CHECK ((decision IS 'accepted') = (reading_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What still waits, newest last. What was decided is not in it.
CREATE INDEX vital_inbox_waiting ON vital_inbox (resident_id, measured_at, id) WHERE decision IS NULL;
