-- Daily roll-ups for charts of years, and what readings said before they were corrected.

CREATE TABLE vital_days (
  series INTEGER NOT NULL REFERENCES vital_series (number),
  -- 1 the value, or the systolic of a blood pressure; 2 its diastolic; 3 its pulse.
  measure INTEGER NOT NULL CHECK (measure BETWEEN 1 AND 3),
  local_day INTEGER NOT NULL,
  readings INTEGER NOT NULL CHECK (readings > 0),
  -- Canonical unit of the kind.
  min_value REAL NOT NULL,
  max_value REAL NOT NULL,
  sum_value REAL NOT NULL,
  CHECK (min_value <= max_value),
  PRIMARY KEY (series, measure, local_day)
) STRICT, WITHOUT ROWID;

INSERT INTO vital_days (series, measure, local_day, readings, min_value, max_value, sum_value)
SELECT series, measure, local_day, count(*), min(value), max(value), sum(value)
FROM (
  SELECT series, 1 AS measure, local_day, systolic_mmhg AS value, status FROM vital_readings
  UNION ALL SELECT series, 2, local_day, diastolic_mmhg, status FROM vital_readings
  UNION ALL SELECT series, 3, local_day, heart_rate_per_min, status FROM vital_readings
)
WHERE status < 2 AND value IS NOT NULL
GROUP BY series, measure, local_day;

CREATE TABLE vital_reading_changes (
  number INTEGER PRIMARY KEY,
  reading_id BLOB NOT NULL REFERENCES vital_readings (id),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('amended', 'retracted', 'restored')),
  -- The whole reading as it was before, as JSON in the shape of src/contracts/vitals.ts.
  before TEXT NOT NULL CHECK (json_valid(before))
) STRICT;

CREATE INDEX vital_reading_changes_by_reading ON vital_reading_changes (reading_id, number);
