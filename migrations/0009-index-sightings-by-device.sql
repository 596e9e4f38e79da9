-- A device that nobody trusted is removed with its sightings; without this each removal would read all of them.
CREATE INDEX ble_scan_log_by_device ON ble_scan_log (device_id);
