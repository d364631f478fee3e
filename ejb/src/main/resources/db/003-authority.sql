-- The manager's own tables; they stay empty at an institution.
CREATE TABLE hc_audit_entry (
  number BIGINT NOT NULL PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  actor VARCHAR(500) NOT NULL,
  action VARCHAR(500) NOT NULL,
  subject VARCHAR(500) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  outcome VARCHAR(500) NOT NULL,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
-- Hash of a day's public key to its private key, wrapped by a key of the manager's key store.
CREATE TABLE hc_day_key (
  key_id CHAR(64) NOT NULL PRIMARY KEY,
  public_key BYTEA NOT NULL,
  wrapped_private_key BYTEA NOT NULL,
  valid_from_ms BIGINT NOT NULL,
  valid_until_ms BIGINT NOT NULL,
  grace_until_ms BIGINT NOT NULL
);
CREATE INDEX hc_day_key_from ON hc_day_key (valid_from_ms);
-- Control transactions that the manager signed and that do not stand on the chain yet.
CREATE TABLE hc_control_outbox (
  transaction_id CHAR(64) NOT NULL PRIMARY KEY,
  kind SMALLINT NOT NULL,
  subject VARCHAR(500) NOT NULL,
  transaction_bytes BYTEA NOT NULL,
  signed_at_ms BIGINT NOT NULL
);
-- Nonces of invitations that were not answered yet; each serves one join.
CREATE TABLE hc_invitation (
  member_id INTEGER NOT NULL PRIMARY KEY,
  institution_name VARCHAR(200) NOT NULL,
  issuer_nonce BYTEA NOT NULL,
  issued_at_ms BIGINT NOT NULL,
  admission BYTEA
);
