-- Scales that also estimate how much of a body is fat. Bluetooth Body Composition Service 1.0 §3.2: 0.1 % a step.
ALTER TABLE vital_readings ADD COLUMN body_fat_percent REAL
  CHECK (body_fat_percent BETWEEN 0 AND 100 AND (kind <> 10 OR body_fat_percent IS NOT NULL));

-- A scale tells somebody's numbers only to whom it was told that person's code. Bluetooth User Data Service 1.1 §3.10.
CREATE TABLE ble_device_consents (
  device_id BLOB NOT NULL REFERENCES ble_devices (id),
  device_user INTEGER NOT NULL CHECK (device_user BETWEEN 0 AND 254),
  code INTEGER NOT NULL CHECK (code BETWEEN 0 AND 9999),
  PRIMARY KEY (device_id, device_user)
) STRICT, WITHOUT ROWID;
