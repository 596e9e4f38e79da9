-- What was reminded of, written down in the transaction that says it, so that nothing is said twice or forgotten.
CREATE TABLE reminder_deliveries (
  -- A dose or an appointment, and which of its steps.
  occasion_id TEXT NOT NULL CHECK (length(occasion_id) BETWEEN 1 AND 100),
  step TEXT NOT NULL CHECK (length(step) BETWEEN 1 AND 20),
  -- When it was due, and how much later it was said.
  at INTEGER NOT NULL,
  late_ms INTEGER NOT NULL,
  PRIMARY KEY (occasion_id, step)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_deliveries_by_time ON reminder_deliveries (at);

-- Everything with a step before this instant is done with. One row.
CREATE TABLE reminder_state (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  done_until INTEGER NOT NULL
) STRICT;
