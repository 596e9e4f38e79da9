-- Whom to call when something happens, and when a person was born.

ALTER TABLE users ADD COLUMN
  -- Civil date, YYYY-MM-DD.
  birth_date TEXT CHECK (birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');

-- Never deleted: one that is taken out keeps its row, with when and by whom.
CREATE TABLE emergency_contacts (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  -- Place in the resident's list, the first to be called first. Equals stand in the order of their ids.
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  relation TEXT NOT NULL CHECK (length(relation) <= 60),
  phone_primary TEXT CHECK (length(phone_primary) BETWEEN 3 AND 32),
  phone_secondary TEXT CHECK (length(phone_secondary) BETWEEN 3 AND 32),
  email TEXT CHECK (length(email) BETWEEN 3 AND 254),
  -- The ways this person may be reached, in their order: JSON list of words of src/domain/contacts.ts.
  channels TEXT NOT NULL CHECK (json_type(channels) = 'array'),
  note TEXT NOT NULL CHECK (length(note) <= 500),
  can_be_called_from_mirror INTEGER NOT NULL CHECK (can_be_called_from_mirror IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER,
  removed_by TEXT,
  CHECK (phone_primary IS NOT NULL OR phone_secondary IS NULL),
  CHECK (phone_primary IS NOT NULL OR email IS NOT NULL),
  CHECK (can_be_called_from_mirror = 0 OR phone_primary IS NOT NULL),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT, WITHOUT ROWID;

-- A resident's list in its order. What was taken out is not in it.
CREATE INDEX emergency_contacts_in_order ON emergency_contacts (user_id, position, id) WHERE removed_at IS NULL;
