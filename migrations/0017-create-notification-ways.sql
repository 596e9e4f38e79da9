-- How a message leaves the home: what is still to be sent, and the phones that may be rung.

-- Of a message that goes by a service: when it is tried next (NULL when nothing is left to do), how often it was, when
-- the service took it, and why it never did. A screen of the home needs none of them.
ALTER TABLE alert_notifications ADD COLUMN next_try_at INTEGER;
ALTER TABLE alert_notifications ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0);
ALTER TABLE alert_notifications ADD COLUMN taken_at INTEGER;
ALTER TABLE alert_notifications ADD COLUMN failure TEXT CHECK (length(failure) BETWEEN 1 AND 20);

CREATE INDEX alert_notifications_to_send ON alert_notifications (next_try_at) WHERE next_try_at IS NOT NULL;

-- A phone or browser that can be rung while its page is closed; W3C Push API. It ends with its session.
CREATE TABLE push_subscriptions (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  session_id BLOB NOT NULL REFERENCES sessions (id),
  endpoint TEXT NOT NULL UNIQUE CHECK (length(endpoint) BETWEEN 1 AND 2000),
  -- The phone's own public key and secret: with them alone a message is sealed for it. RFC 8291.
  p256dh TEXT NOT NULL CHECK (length(p256dh) BETWEEN 1 AND 200),
  auth TEXT NOT NULL CHECK (length(auth) BETWEEN 1 AND 100),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX push_subscriptions_by_user ON push_subscriptions (user_id);
