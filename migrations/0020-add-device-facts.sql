-- What a device says of itself, what its people call it, and up to which of its numbered records everything is stored.

ALTER TABLE ble_devices ADD COLUMN label TEXT CHECK (length(label) BETWEEN 1 AND 40);
ALTER TABLE ble_devices ADD COLUMN battery_percent INTEGER CHECK (battery_percent BETWEEN 0 AND 100);
ALTER TABLE ble_devices ADD COLUMN battery_read_at INTEGER;
ALTER TABLE ble_devices ADD COLUMN manufacturer TEXT;
ALTER TABLE ble_devices ADD COLUMN model TEXT;
ALTER TABLE ble_devices ADD COLUMN serial_number TEXT;
ALTER TABLE ble_devices ADD COLUMN firmware TEXT;
-- Null again when the device is trusted anew.
ALTER TABLE ble_devices ADD COLUMN last_sequence INTEGER CHECK (last_sequence BETWEEN 0 AND 65535);
