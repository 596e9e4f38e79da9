-- What a resident takes, by which schedule, what was taken of it, and what is left.

-- The order of a medication. Never deleted: one that has ended keeps its row.
CREATE TABLE medications (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- As on the box, "500 mg"; words, since nothing is ever computed from it.
  strength TEXT NOT NULL CHECK (length(strength) <= 60),
  -- A word of src/domain/medications.ts; amounts count units of it.
  form TEXT NOT NULL CHECK (length(form) <= 20),
  -- What is in it, each in small letters, to find the same twice: JSON list.
  ingredients TEXT NOT NULL CHECK (json_type(ingredients) = 'array'),
  -- A word of src/domain/medications.ts: before, with, after a meal.
  food TEXT NOT NULL CHECK (length(food) <= 20),
  instructions TEXT NOT NULL CHECK (length(instructions) <= 500),
  -- How one looks, for its picture: words of src/domain/medications.ts.
  shape TEXT NOT NULL CHECK (length(shape) <= 20),
  colour TEXT NOT NULL CHECK (length(colour) <= 20),
  -- What it is not taken together with, in somebody's own words.
  avoid_with TEXT NOT NULL CHECK (length(avoid_with) <= 500),
  prescriber TEXT NOT NULL CHECK (length(prescriber) <= 100),
  pharmacy TEXT NOT NULL CHECK (length(pharmacy) <= 100),
  pharmacy_phone TEXT CHECK (length(pharmacy_phone) BETWEEN 3 AND 32),
  refills_left INTEGER CHECK (refills_left >= 0),
  refill_at_days INTEGER NOT NULL CHECK (refill_at_days BETWEEN 0 AND 90),
  note TEXT NOT NULL CHECK (length(note) <= 500),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_by TEXT,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX medications_by_user ON medications (user_id, name COLLATE NOCASE, id);

-- One version of a schedule a row. A change ends a version and begins another, so that what was due stays what it was.
CREATE TABLE medication_schedules (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  medication_id BLOB NOT NULL REFERENCES medications (id),
  -- Pattern of src/domain/doses/schedule.ts, as JSON.
  pattern TEXT NOT NULL CHECK (json_type(pattern) = 'object'),
  starts_on TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends_on TEXT CHECK (ends_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  is_time_critical INTEGER NOT NULL CHECK (is_time_critical IN (0, 1)),
  -- Doses due before the one or from the other on are another version's. Never null, but for the newest version's end.
  valid_from_at INTEGER NOT NULL,
  valid_until_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CHECK (valid_from_at <= valid_until_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX medication_schedules_by_medication ON medication_schedules (medication_id, valid_from_at, id);
CREATE UNIQUE INDEX medication_schedules_current ON medication_schedules (medication_id) WHERE valid_until_at IS NULL;

-- From an instant until another nothing of the medication is due: before surgery, say.
CREATE TABLE medication_holds (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  medication_id BLOB NOT NULL REFERENCES medications (id),
  from_at INTEGER NOT NULL,
  -- Null until somebody resumes.
  until_at INTEGER,
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  ended_by TEXT,
  CHECK (from_at <= until_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX medication_holds_by_medication ON medication_holds (medication_id, from_at, id);

-- Administrations: what became of a dose, or of what was taken as needed.
CREATE TABLE medication_log (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  medication_id BLOB NOT NULL REFERENCES medications (id),
  -- Of the dose engine; null for what was taken as needed.
  dose_id TEXT CHECK (length(dose_id) BETWEEN 40 AND 64),
  -- When the dose was due, and when it began to be late, as they were when it was answered.
  due_at INTEGER,
  late_at INTEGER,
  -- 1 taken, 2 skipped.
  outcome INTEGER NOT NULL CHECK (outcome IN (1, 2)),
  -- When it was taken or skipped, and the zone and civil day that this was in.
  administered_at INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  local_date TEXT NOT NULL CHECK (local_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  amount REAL NOT NULL CHECK (amount >= 0 AND amount <= 1000),
  -- Why it was skipped, a word of src/domain/medications.ts; or what was taken as needed for.
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  note TEXT NOT NULL CHECK (length(note) <= 500),
  -- 0 final, 1 amended, 2 entered in error.
  status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2)),
  recorded_at INTEGER NOT NULL,
  -- An actor's id, and its name as it was then.
  recorded_by TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  recorded_from TEXT NOT NULL CHECK (recorded_from IN ('mirror', 'phone', 'console')),
  CHECK ((dose_id IS NULL) = (due_at IS NULL)),
  CHECK ((dose_id IS NULL) = (late_at IS NULL)),
  CHECK (outcome = 1 OR dose_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- No dose has two answers, whatever else goes wrong.
CREATE UNIQUE INDEX medication_log_by_dose ON medication_log (dose_id) WHERE status < 2;
CREATE INDEX medication_log_by_time ON medication_log (medication_id, administered_at, id);
CREATE INDEX medication_log_by_due ON medication_log (medication_id, due_at) WHERE status < 2 AND due_at IS NOT NULL;
CREATE INDEX medication_log_by_due_alone ON medication_log (due_at, dose_id) WHERE status < 2 AND due_at IS NOT NULL;

-- What an administration said before each change.
CREATE TABLE medication_log_changes (
  number INTEGER PRIMARY KEY,
  administration_id BLOB NOT NULL REFERENCES medication_log (id),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('amended', 'retracted')),
  -- The administration as it was, as the API tells it: JSON.
  before TEXT NOT NULL CHECK (json_type(before) = 'object')
) STRICT;

CREATE INDEX medication_log_changes_by_administration ON medication_log_changes (administration_id, number);

-- What came into the house and what was counted. What was taken is in medication_log.
CREATE TABLE medication_stock (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  medication_id BLOB NOT NULL REFERENCES medications (id),
  at INTEGER NOT NULL,
  -- 1 counted: so much is there. 2 refilled: so much came in.
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
  amount REAL NOT NULL CHECK (amount >= 0 AND amount <= 100000),
  recorded_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX medication_stock_by_medication ON medication_stock (medication_id, at, id);

-- What a resident does not tolerate. Never deleted.
CREATE TABLE allergies (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  substance TEXT NOT NULL CHECK (length(substance) BETWEEN 1 AND 100),
  reaction TEXT NOT NULL CHECK (length(reaction) <= 200),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  removed_at INTEGER,
  removed_by TEXT,
  CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX allergies_by_user ON allergies (user_id, id) WHERE removed_at IS NULL;
