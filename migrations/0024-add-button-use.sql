-- What pressing the button of a sensor does. A word of src/contracts/devices.ts.

ALTER TABLE ble_devices ADD COLUMN button_use TEXT NOT NULL DEFAULT 'none' CHECK (length(button_use) <= 20);
