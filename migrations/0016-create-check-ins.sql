-- "I am OK": each check-in that was answered, by the resident, on their behalf, or by what they did.
CREATE TABLE check_ins (
  -- The occasion: resident, local date and time of day.
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
  user_id BLOB NOT NULL REFERENCES users (id),
  due_at INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('said', 'on-behalf', 'dose', 'reading', 'touch')),
  done_by TEXT NOT NULL,
  done_by_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX check_ins_by_time ON check_ins (due_at);
