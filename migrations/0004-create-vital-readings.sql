-- Raw records as devices sent them, and the readings that were accepted: one row a measurement.

CREATE TABLE device_records (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  -- 16-bit GATT UUID as four hex digits, e.g. 2a35.
  characteristic TEXT NOT NULL,
  bytes BLOB NOT NULL,
  -- SHA-256 over device, characteristic, the record's own time or number, and its bytes: a replay is the same record.
  dedupe_key BLOB NOT NULL UNIQUE CHECK (length(dedupe_key) = 32),
  -- The device's own wall clock as it was sent, YYYY-MM-DDTHH:MM:SS; NULL when it sent none.
  device_time TEXT,
  -- Hub wall clock minus device wall clock before it was set, ms; NULL when unread.
  clock_offset_ms INTEGER,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether a device sent the very same bytes a moment ago.
CREATE INDEX device_records_by_device ON device_records (device_id, received_at);

-- Zones that readings were reckoned in; a number in each row instead of a name.
CREATE TABLE time_zones (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE vital_readings (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- 1 blood pressure; further codes come with further vitals (src/server/vitals.ts).
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
  measured_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  -- The resident's civil date of measured_at as days since 1970-01-01, and the zone it was reckoned in.
  local_day INTEGER NOT NULL,
  time_zone_number INTEGER NOT NULL REFERENCES time_zones (number),
  -- Millimetres of mercury. The bounds are what is physically possible in an arm.
  systolic_mmhg REAL CHECK (systolic_mmhg BETWEEN 20 AND 350),
  diastolic_mmhg REAL CHECK (diastolic_mmhg BETWEEN 10 AND 300),
  mean_arterial_pressure_mmhg REAL CHECK (mean_arterial_pressure_mmhg BETWEEN 10 AND 330),
  heart_rate_per_min REAL CHECK (heart_rate_per_min BETWEEN 10 AND 350),
  -- What the cuff noticed, as its 16 status bits. Source: Bluetooth Blood Pressure Service, Measurement Status.
  cuff_status INTEGER NOT NULL DEFAULT 0,
  -- Values and unit as entered or sent, where they differ from the canonical ones; NULL otherwise.
  entered_systolic REAL,
  entered_diastolic REAL,
  entered_unit TEXT CHECK (entered_unit IN ('kPa')),
  device_record_id BLOB REFERENCES device_records (id),
  -- Who entered it; NULL when a device sent it.
  recorded_by TEXT,
  note TEXT CHECK (length(note) <= 500),
  amended_at INTEGER,
  -- Nothing medical is deleted: a reading that was wrong is marked, with when and by whom.
  entered_in_error_at INTEGER,
  entered_in_error_by TEXT,
  CHECK ((recorded_by IS NULL) <> (device_record_id IS NULL)),
  CHECK (kind <> 1 OR (systolic_mmhg IS NOT NULL AND diastolic_mmhg IS NOT NULL)),
  CHECK ((entered_in_error_at IS NULL) = (entered_in_error_by IS NULL))
) STRICT, WITHOUT ROWID;

-- The latest of a kind, and a page of them backwards in time.
CREATE INDEX vital_readings_by_time ON vital_readings (resident_id, kind, measured_at DESC, id DESC);
