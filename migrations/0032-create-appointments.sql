-- Appointments: one, all the times of one that comes again, or a single one of those times that is unlike the others.

CREATE TABLE appointments (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- Of a single time: the appointment it is one of, and which one (RECURRENCE-ID of RFC 5545). Once removed, an EXDATE.
  series_id BLOB REFERENCES appointments (id),
  occurrence TEXT,
  title TEXT NOT NULL,
  -- src/domain/appointments/repetition.ts names them.
  kind TEXT NOT NULL,
  provider_name TEXT,
  provider_phone TEXT,
  location TEXT,
  -- What to take along.
  bring TEXT,
  note TEXT,
  -- Civil date and wall time of the first, in the zone it was written down in; without a time it is the whole day.
  local_date TEXT NOT NULL,
  local_time TEXT,
  time_zone TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 43200),
  rrule TEXT,
  -- The first time of it that is none any more, and what stood there before: so that it can be undone.
  ends_before TEXT,
  ended_before TEXT,
  -- Derived: the first start and the end of the last, ms UTC; 8.64e15 where there is none, 0 where all were cut off.
  starts_at INTEGER NOT NULL,
  last_ends_at INTEGER NOT NULL,
  -- JSON: minutes before it begins.
  reminders TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('scheduled', 'completed', 'cancelled')),
  status_note TEXT,
  recorded_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  -- SEQUENCE of RFC 5545.
  revision INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK ((series_id IS NULL) = (occurrence IS NULL)),
  CHECK (series_id IS NULL OR rrule IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX appointments_by_end ON appointments (resident_id, last_ends_at, starts_at);
CREATE UNIQUE INDEX appointments_of_series ON appointments (series_id, occurrence) WHERE series_id IS NOT NULL;

-- The secret address under which a calendar program reads them; only its hash is kept.
CREATE TABLE calendar_feeds (
  resident_id BLOB PRIMARY KEY REFERENCES users (id),
  secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
