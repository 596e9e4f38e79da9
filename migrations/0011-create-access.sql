-- Who may come in: people with their roles, what each resident shares with whom, sessions, pairings, and the record of
-- who did what.

-- What a person is to the home. A clinician comes by a link and goes when it expires.
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'resident'
  CHECK (role IN ('owner', 'resident', 'caregiver', 'viewer', 'clinician'));
-- Whose data the hub keeps. An owner may live here as well.
ALTER TABLE users ADD COLUMN is_resident INTEGER NOT NULL DEFAULT 1 CHECK (is_resident IN (0, 1));
-- Nobody is deleted: what they did names them.
ALTER TABLE users ADD COLUMN removed_at INTEGER;

CREATE TABLE grants (
  user_id BLOB NOT NULL REFERENCES users (id),
  resident_id BLOB NOT NULL REFERENCES users (id),
  category TEXT NOT NULL,
  may TEXT NOT NULL CHECK (may IN ('read', 'write')),
  granted_by TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, resident_id, category)
) STRICT, WITHOUT ROWID;

CREATE INDEX grants_by_resident ON grants (resident_id, user_id);

CREATE TABLE sessions (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  -- SHA-256 of the token: what is stored here opens nothing.
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  -- NULL for the mirror, which is nobody.
  user_id BLOB REFERENCES users (id),
  device_name TEXT NOT NULL CHECK (length(device_name) BETWEEN 1 AND 100),
  -- 1 when its cookie travels only by HTTPS.
  is_secure INTEGER NOT NULL CHECK (is_secure IN (0, 1)),
  -- The link it came by, which ends it when it is withdrawn.
  pairing_id BLOB REFERENCES pairings (id),
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by TEXT
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE pairings (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  -- NULL once too many wrong codes were typed; the QR code still works then.
  code_hash BLOB UNIQUE CHECK (length(code_hash) = 32),
  -- What whoever comes in will be. 'mirror' is a screen, not a person.
  role TEXT NOT NULL CHECK (role IN ('owner', 'resident', 'caregiver', 'viewer', 'clinician', 'mirror')),
  -- An existing person's further device; NULL for someone new.
  user_id BLOB REFERENCES users (id),
  name TEXT,
  -- What is shared with them, as JSON: [{residentId, share}].
  shares TEXT NOT NULL CHECK (json_valid(shares)),
  needs_confirmation INTEGER NOT NULL CHECK (needs_confirmation IN (0, 1)),
  is_reusable INTEGER NOT NULL CHECK (is_reusable IN (0, 1)),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('offered', 'claimed', 'confirmed', 'done', 'refused', 'withdrawn')),
  -- What the claiming device said of itself, the number both screens show, and the hash of what it collects with.
  device_name TEXT,
  match_number TEXT,
  claim_hash BLOB UNIQUE CHECK (length(claim_hash) = 32)
) STRICT;

CREATE INDEX pairings_by_expiry ON pairings (expires_at);

CREATE TABLE passkeys (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  -- As the browser names it, base64url.
  credential_id TEXT NOT NULL UNIQUE,
  public_key BLOB NOT NULL,
  -- How often it was used, where the device counts; a number that goes back means a copy.
  counter INTEGER NOT NULL CHECK (counter >= 0),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  created_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;

CREATE INDEX passkeys_by_user ON passkeys (user_id);

CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  -- As they were called then.
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  resident_id BLOB REFERENCES users (id),
  category TEXT,
  is_remote INTEGER NOT NULL CHECK (is_remote IN (0, 1)),
  -- JSON; never a health value.
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  -- SHA-256 over the hash of the row before and what this row says.
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_log_by_resident ON audit_log (resident_id, seq);

CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
