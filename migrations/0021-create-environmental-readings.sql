-- The climate of rooms, and what happens in them: of sensors that are connected to and of those that only broadcast.

CREATE TABLE environmental_readings (
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  -- Hub clock, ms UTC: a sensor has none.
  measured_at INTEGER NOT NULL,
  -- Who lived with it then.
  resident_id BLOB NOT NULL REFERENCES users (id),
  temperature_celsius REAL CHECK (temperature_celsius BETWEEN -60 AND 85),
  humidity_percent REAL CHECK (humidity_percent BETWEEN 0 AND 100),
  pressure_hpa REAL CHECK (pressure_hpa BETWEEN 300 AND 1200),
  irradiance_w_per_m2 REAL CHECK (irradiance_w_per_m2 BETWEEN 0 AND 2000),
  illuminance_lux REAL CHECK (illuminance_lux BETWEEN 0 AND 200000),
  co2_ppm REAL CHECK (co2_ppm BETWEEN 0 AND 60000),
  tvoc_ug_per_m3 REAL CHECK (tvoc_ug_per_m3 BETWEEN 0 AND 65000),
  PRIMARY KEY (device_id, measured_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_happenings (
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  happened_at INTEGER NOT NULL,
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- A word of src/domain/rooms.ts.
  what TEXT NOT NULL CHECK (length(what) <= 20),
  PRIMARY KEY (device_id, what, happened_at)
) STRICT, WITHOUT ROWID;

-- AES-128 key of a sensor that broadcasts encrypted, and the counter of the last message that was believed.
ALTER TABLE ble_devices ADD COLUMN broadcast_key BLOB CHECK (length(broadcast_key) = 16);
ALTER TABLE ble_devices ADD COLUMN broadcast_counter INTEGER CHECK (broadcast_counter BETWEEN 0 AND 4294967295);
