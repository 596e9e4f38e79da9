-- What a resident did to keep fit, and what a day was like: written down by hand, timed at the mirror, or told by a band.

CREATE TABLE workouts (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- src/domain/activity.ts names and rates them.
  kind TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- The resident's civil date of started_at as days since 1970-01-01.
  local_day INTEGER NOT NULL,
  seconds INTEGER NOT NULL CHECK (seconds BETWEEN 1 AND 86400),
  -- Rating of perceived exertion. Source: Borg CR10 scale, 0–10.
  effort INTEGER CHECK (effort BETWEEN 0 AND 10),
  distance_m REAL CHECK (distance_m BETWEEN 0 AND 200000),
  -- By MET and the weight that was known then; NULL when none was.
  energy_kcal REAL CHECK (energy_kcal BETWEEN 0 AND 20000),
  -- Something to look at while doing it.
  link TEXT CHECK (length(link) <= 500),
  note TEXT CHECK (length(note) <= 500),
  recorded_by TEXT NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX workouts_by_day ON workouts (resident_id, local_day, started_at, id);

-- One row a day and source: what a person wrote down ('manual'), and what each band counted (its id as text).
CREATE TABLE daily_activity (
  resident_id BLOB NOT NULL REFERENCES users (id),
  local_day INTEGER NOT NULL,
  source TEXT NOT NULL,
  steps REAL CHECK (steps BETWEEN 0 AND 200000),
  active_seconds REAL CHECK (active_seconds BETWEEN 0 AND 90000),
  distance_m REAL CHECK (distance_m BETWEEN 0 AND 200000),
  floors INTEGER CHECK (floors BETWEEN 0 AND 1000),
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (resident_id, local_day, source)
) STRICT, WITHOUT ROWID;
