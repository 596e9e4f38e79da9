-- The key that a pairing left behind: a device that refuses to pair twice is encrypted with it from the second day on.

ALTER TABLE ble_devices ADD COLUMN bond_key BLOB CHECK (length(bond_key) = 16);
ALTER TABLE ble_devices ADD COLUMN bond_diversifier INTEGER CHECK (bond_diversifier BETWEEN 0 AND 65535);
ALTER TABLE ble_devices ADD COLUMN bond_random BLOB CHECK (length(bond_random) = 8);
