-- Guided blood-pressure sessions, and which line of which file became which reading.

CREATE TABLE guided_sessions (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  rest_seconds INTEGER NOT NULL CHECK (rest_seconds BETWEEN 0 AND 1800),
  cancelled_at INTEGER
) STRICT, WITHOUT ROWID;

-- The newest of a resident.
CREATE INDEX guided_sessions_by_start ON guided_sessions (resident_id, started_at, id);

CREATE TABLE guided_session_readings (
  session_id BLOB NOT NULL REFERENCES guided_sessions (id),
  reading_id BLOB NOT NULL UNIQUE REFERENCES vital_readings (id),
  PRIMARY KEY (session_id, reading_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE vital_import_lines (
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- SHA-256 of what the line says, its first 16 bytes: the same line again is known, even after a correction.
  line_key BLOB NOT NULL CHECK (length(line_key) = 16),
  reading_id BLOB NOT NULL REFERENCES vital_readings (id),
  PRIMARY KEY (resident_id, line_key)
) STRICT, WITHOUT ROWID;
