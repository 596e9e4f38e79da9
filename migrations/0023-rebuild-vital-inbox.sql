-- A record from before its device was trusted waits in the inbox, too. What the reason may say is the program's to know.

CREATE TABLE new_vital_inbox (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  device_record_id BLOB NOT NULL UNIQUE REFERENCES device_records (id),
  -- Whom the device was trusted to measure.
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- A word of src/contracts/vitals/inbox.ts.
  reason TEXT NOT NULL CHECK (length(reason) <= 20),
  measured_at INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('accepted', 'discarded')),
  decided_at INTEGER,
  decided_by TEXT,
  -- What it became, when it was accepted.
  reading_id BLOB REFERENCES vital_readings (id),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
  CHECK ((decision IS 'accepted') = (reading_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO new_vital_inbox
  SELECT id, device_record_id, resident_id, reason, measured_at, decision, decided_at, decided_by, reading_id
  FROM vital_inbox;
DROP TABLE vital_inbox;
ALTER TABLE new_vital_inbox RENAME TO vital_inbox;
CREATE INDEX vital_inbox_waiting ON vital_inbox (resident_id, measured_at, id) WHERE decision IS NULL;
