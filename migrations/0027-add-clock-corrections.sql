-- When the hub last moved a device's clock by a minute or more, and by how much: a record that was stamped before that and
-- delivered afterwards, as when the link broke in between, is dated by it.
ALTER TABLE ble_devices ADD COLUMN clock_set_at INTEGER;
ALTER TABLE ble_devices ADD COLUMN clock_set_by_ms INTEGER CHECK ((clock_set_by_ms IS NULL) = (clock_set_at IS NULL));
