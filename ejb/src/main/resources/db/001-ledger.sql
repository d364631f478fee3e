-- Ledger. Ids and hashes are 64 lower-case hexadecimal digits; header, certificate, authorisation and body are canonical bytes.
CREATE TABLE hc_block (
  height BIGINT NOT NULL PRIMARY KEY,
  header_hash CHAR(64) NOT NULL UNIQUE,
  header BYTEA NOT NULL,
  size_bytes INTEGER NOT NULL
);
CREATE TABLE hc_certificate (
  height BIGINT NOT NULL PRIMARY KEY REFERENCES hc_block (height),
  certificate BYTEA NOT NULL,
  signers INTEGER NOT NULL,
  quorum INTEGER NOT NULL
);
CREATE TABLE hc_transaction (
  number BIGINT NOT NULL PRIMARY KEY,
  transaction_id CHAR(64) NOT NULL UNIQUE,
  kind SMALLINT NOT NULL,
  serial_number CHAR(64),
  key_id CHAR(64),
  supersedes CHAR(64),
  group_epoch INTEGER NOT NULL,
  header BYTEA NOT NULL,
  authorisation BYTEA NOT NULL,
  body_bytes INTEGER NOT NULL
);
CREATE INDEX hc_transaction_serial ON hc_transaction (serial_number, number);
CREATE INDEX hc_transaction_key ON hc_transaction (key_id);
CREATE INDEX hc_transaction_supersedes ON hc_transaction (supersedes);
CREATE INDEX hc_transaction_kind ON hc_transaction (kind, number);
CREATE TABLE hc_body (
  number BIGINT NOT NULL PRIMARY KEY REFERENCES hc_transaction (number),
  body BYTEA NOT NULL
);
CREATE TABLE hc_state (
  height BIGINT NOT NULL PRIMARY KEY REFERENCES hc_block (height),
  state BYTEA NOT NULL
);
