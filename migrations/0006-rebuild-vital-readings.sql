-- Every kind of vital in one table, and half the bytes a reading (docs/decisions: measured 242 before, 110 after).
-- Nothing refers to vital_readings yet, so it is copied whole and takes its old name again.

-- One resident's readings of one kind: a small number in each row and index entry instead of 17 bytes.
CREATE TABLE vital_series (
  number INTEGER PRIMARY KEY,
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- 1 blood pressure, 2 heart rate, 3 SpO2, 4 body temperature, 5 body weight, 6 glucose, 7 respiratory rate, 8 pain,
  -- 9 mood (src/server/vitals/rows.ts).
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
  UNIQUE (resident_id, kind),
  UNIQUE (number, kind)
) STRICT;

-- Whoever entered a reading, by number.
CREATE TABLE vital_recorders (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO vital_series (resident_id, kind) SELECT DISTINCT resident_id, kind FROM vital_readings;
INSERT INTO vital_recorders (name)
  SELECT DISTINCT recorded_by FROM vital_readings WHERE recorded_by IS NOT NULL;

CREATE TABLE vital_readings_of_every_kind (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  series INTEGER NOT NULL,
  -- That of the series; here for the check of its value.
  kind INTEGER NOT NULL,
  measured_at INTEGER NOT NULL,
  -- received_at minus measured_at, ms: negative when the device's clock ran ahead.
  received_after_ms INTEGER NOT NULL,
  -- The resident's civil date of measured_at as days since 1970-01-01, and the zone it was reckoned in.
  local_day INTEGER NOT NULL,
  time_zone_number INTEGER NOT NULL REFERENCES time_zones (number),
  -- Who entered it; NULL when a device sent it.
  recorder_number INTEGER REFERENCES vital_recorders (number),
  device_record_id BLOB REFERENCES device_records (id),
  is_imported INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1)),
  -- 0 final, 1 amended, 2 entered in error: marked and never deleted. Who and when: vital_reading_changes.
  status INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 2),
  -- Canonical values. The bounds are what is physically possible in a person.
  systolic_mmhg REAL CHECK (systolic_mmhg BETWEEN 20 AND 350),
  diastolic_mmhg REAL CHECK (diastolic_mmhg BETWEEN 10 AND 300),
  mean_arterial_pressure_mmhg REAL CHECK (mean_arterial_pressure_mmhg BETWEEN 10 AND 330),
  heart_rate_per_min REAL CHECK (heart_rate_per_min BETWEEN 10 AND 350),
  spo2_percent REAL CHECK (spo2_percent BETWEEN 0 AND 100),
  temperature_celsius REAL CHECK (temperature_celsius BETWEEN 10 AND 50),
  weight_kg REAL CHECK (weight_kg BETWEEN 1 AND 700),
  glucose_mmol_per_l REAL CHECK (glucose_mmol_per_l BETWEEN 0.1 AND 120),
  respiratory_rate_per_min REAL CHECK (respiratory_rate_per_min BETWEEN 1 AND 150),
  pain_score INTEGER CHECK (pain_score BETWEEN 0 AND 10),
  mood_score INTEGER CHECK (mood_score BETWEEN 1 AND 5),
  -- What the cuff noticed, as its 16 status bits. Source: Bluetooth Blood Pressure Service, Measurement Status.
  cuff_status INTEGER NOT NULL DEFAULT 0,
  -- Value (of a blood pressure the systolic) and unit as entered or sent, where the unit is not the canonical one.
  entered_value REAL,
  entered_diastolic REAL,
  entered_unit TEXT CHECK (entered_unit IN ('kPa', '[degF]', '[lb_av]', 'mg/dL')),
  posture TEXT CHECK (posture IN ('sitting', 'standing', 'lying')),
  arm TEXT CHECK (arm IN ('left', 'right')),
  site TEXT CHECK (site IN ('oral', 'ear', 'armpit', 'forehead', 'rectal')),
  is_on_oxygen INTEGER CHECK (is_on_oxygen IN (0, 1)),
  meal TEXT CHECK (meal IN ('fasting', 'before-meal', 'after-meal', 'bedtime', 'random')),
  note TEXT CHECK (length(note) <= 500),
  FOREIGN KEY (series, kind) REFERENCES vital_series (number, kind),
  CHECK ((recorder_number IS NULL) <> (device_record_id IS NULL)),
  CHECK ((entered_unit IS NULL) = (entered_value IS NULL)),
  CHECK (CASE kind
    WHEN 1 THEN systolic_mmhg IS NOT NULL AND diastolic_mmhg IS NOT NULL
    WHEN 2 THEN heart_rate_per_min IS NOT NULL
    WHEN 3 THEN spo2_percent IS NOT NULL
    WHEN 4 THEN temperature_celsius IS NOT NULL
    WHEN 5 THEN weight_kg IS NOT NULL
    WHEN 6 THEN glucose_mmol_per_l IS NOT NULL
    WHEN 7 THEN respiratory_rate_per_min IS NOT NULL
    WHEN 8 THEN pain_score IS NOT NULL
    WHEN 9 THEN mood_score IS NOT NULL
    -- A kind to come brings a column of its own.
    ELSE 1
  END)
) STRICT, WITHOUT ROWID;

INSERT INTO vital_readings_of_every_kind
  (id, series, kind, measured_at, received_after_ms, local_day, time_zone_number, recorder_number, device_record_id,
   status, systolic_mmhg, diastolic_mmhg, mean_arterial_pressure_mmhg, heart_rate_per_min, cuff_status, entered_value,
   entered_diastolic, entered_unit, note)
SELECT old.id, vital_series.number, old.kind, measured_at, received_at - measured_at, local_day, time_zone_number,
  vital_recorders.number, device_record_id,
  CASE WHEN entered_in_error_at IS NOT NULL THEN 2 WHEN amended_at IS NOT NULL THEN 1 ELSE 0 END,
  systolic_mmhg, diastolic_mmhg, mean_arterial_pressure_mmhg, heart_rate_per_min, cuff_status, entered_systolic,
  entered_diastolic, entered_unit, note
FROM vital_readings AS old
JOIN vital_series ON vital_series.resident_id = old.resident_id AND vital_series.kind = old.kind
LEFT JOIN vital_recorders ON vital_recorders.name = old.recorded_by
ORDER BY old.id;

DROP TABLE vital_readings;
ALTER TABLE vital_readings_of_every_kind RENAME TO vital_readings;

-- The latest of a kind, a page of them, the rows of a day. Ascending, since time is: new entries go to the right edge,
-- where pages fill up (54 bytes an entry; 95 when descending).
CREATE INDEX vital_readings_by_time ON vital_readings (series, measured_at, id);
