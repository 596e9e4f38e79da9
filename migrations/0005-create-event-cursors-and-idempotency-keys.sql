-- How far each lasting subscriber of the event log has come, and the requests that must not take effect twice.

CREATE TABLE event_cursors (
  name TEXT PRIMARY KEY,
  -- The last event it is done with; events up to the lowest of these may be removed.
  seq INTEGER NOT NULL CHECK (seq >= 0),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Old events are removed by age.
CREATE INDEX events_by_time ON events (at);

CREATE TABLE idempotency_keys (
  -- Who sent the key: two senders may choose the same one.
  actor_id TEXT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  -- SHA-256 over actor, method, path and body: the same key with another request is a mistake.
  request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
  -- What each write of the request answered, as a JSON array, stored in that write's own transaction; emptied once
  -- the answer is here.
  results TEXT NOT NULL CHECK (json_valid(results)),
  -- The answer that was given; NULL when the hub ended between the write and its answer.
  status INTEGER CHECK (status BETWEEN 200 AND 499),
  content_type TEXT,
  location TEXT,
  body TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (actor_id, key)
) STRICT, WITHOUT ROWID;

-- Old keys are removed by age.
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);
