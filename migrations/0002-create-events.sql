-- The event log: a write appends its event in the same transaction; every subscriber keeps a cursor on seq.

CREATE TABLE events (
  -- AUTOINCREMENT: a number is never given twice, even after old events were removed.
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  -- Whose data it is; NULL for what belongs to the home.
  resident_id BLOB REFERENCES users (id),
  at INTEGER NOT NULL,
  -- The event's data as JSON text, in the shape of src/contracts/live.ts.
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;
