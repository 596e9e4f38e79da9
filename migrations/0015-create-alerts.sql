-- What somebody is to hear of, how far it has climbed its ladder, and what became of each message.

CREATE TABLE alerts (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  -- One of src/domain/alerts/kinds.ts.
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  -- What it is about: a dose, a reading, a device. One alert that is not over for each.
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 120),
  severity TEXT NOT NULL CHECK (severity IN ('info', 'attention', 'urgent')),
  -- What the screens make words of, as JSON; src/contracts/alerts.ts.
  facts TEXT NOT NULL CHECK (json_type(facts) = 'object'),
  raised_at INTEGER NOT NULL,
  -- From when its steps are counted; later than it was raised while it can still be cancelled.
  begins_at INTEGER NOT NULL,
  -- Steps that were said, repeats included.
  fired INTEGER NOT NULL DEFAULT 0 CHECK (fired >= 0),
  -- When its next step is to be looked at; NULL when there is none.
  next_at INTEGER,
  acknowledged_at INTEGER,
  acknowledged_by TEXT,
  acknowledged_by_name TEXT,
  resolved_at INTEGER,
  resolved_why TEXT CHECK (resolved_why IN ('over', 'answered', 'cancelled', 'seen-to', 'corrected')),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
  CHECK ((resolved_at IS NULL) = (resolved_why IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX alerts_that_are_not_over ON alerts (user_id, kind, subject) WHERE resolved_at IS NULL;
-- The list: what is not over first, then the newest.
CREATE INDEX alerts_not_over_by_time ON alerts (user_id, raised_at, id) WHERE resolved_at IS NULL;
CREATE INDEX alerts_over_by_time ON alerts (user_id, raised_at, id) WHERE resolved_at IS NOT NULL;
-- What was answered and is not any more begins anew with the same facts.
CREATE INDEX alerts_over_by_subject ON alerts (user_id, kind, subject, raised_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX alerts_to_look_at ON alerts (next_at) WHERE next_at IS NOT NULL;

-- A receipt for each message: when it was sent, shown and acknowledged.
CREATE TABLE alert_notifications (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  alert_id BLOB NOT NULL REFERENCES alerts (id),
  -- Which of the alert's steps, counted from 0.
  step INTEGER NOT NULL CHECK (step >= 0),
  -- NULL for the home itself: the mirror.
  recipient_id BLOB REFERENCES users (id),
  channel TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 20),
  sent_at INTEGER NOT NULL,
  shown_at INTEGER,
  acknowledged_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_notifications_by_alert ON alert_notifications (alert_id, step, id);

-- Someone has an alert wait, for themselves alone.
CREATE TABLE alert_snoozes (
  alert_id BLOB NOT NULL REFERENCES alerts (id),
  user_id BLOB NOT NULL REFERENCES users (id),
  until_at INTEGER NOT NULL,
  PRIMARY KEY (alert_id, user_id)
) STRICT, WITHOUT ROWID;
