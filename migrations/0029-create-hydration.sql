-- What a resident drank, and how much a day should come to, or may at most.

CREATE TABLE hydration_log (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  resident_id BLOB NOT NULL REFERENCES users (id),
  -- src/domain/hydration.ts names them.
  drink TEXT NOT NULL,
  volume_ml REAL NOT NULL CHECK (volume_ml BETWEEN 1 AND 3000),
  -- How much of it is water, as it was reckoned then.
  water_ml REAL NOT NULL CHECK (water_ml BETWEEN 0 AND volume_ml),
  drunk_at INTEGER NOT NULL,
  -- The resident's civil date of drunk_at as days since 1970-01-01.
  local_day INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX hydration_log_by_day ON hydration_log (resident_id, local_day, drunk_at, id);

-- From a day on until the next row of the resident.
CREATE TABLE hydration_goals (
  resident_id BLOB NOT NULL REFERENCES users (id),
  from_day INTEGER NOT NULL,
  -- 'goal': so much at least. 'limit': no more than that, as a doctor asks of some hearts and kidneys.
  kind TEXT NOT NULL CHECK (kind IN ('goal', 'limit')),
  volume_ml REAL NOT NULL CHECK (volume_ml BETWEEN 300 AND 6000),
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (resident_id, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE hydration_settings (
  resident_id BLOB PRIMARY KEY REFERENCES users (id),
  -- What the resident's own cup holds.
  cup_ml REAL NOT NULL CHECK (cup_ml BETWEEN 10 AND 2000),
  -- Whether the screens remind of a drink.
  has_nudges INTEGER NOT NULL CHECK (has_nudges IN (0, 1))
) STRICT, WITHOUT ROWID;
