-- People of the home, their settings, and the settings of the hub itself.

CREATE TABLE users (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- IANA zone the person lives in; every local date of theirs is reckoned in it.
  time_zone TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user_settings (
  user_id BLOB NOT NULL REFERENCES users (id),
  key TEXT NOT NULL,
  -- JSON text.
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE system_config (
  key TEXT PRIMARY KEY,
  -- JSON text.
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
