-- What doctors handed in at this server: ciphertext only.
CREATE SEQUENCE hc_submission_seq START WITH 50 INCREMENT BY 50;
CREATE TABLE hc_submission (
  id BIGINT NOT NULL PRIMARY KEY,
  doctor VARCHAR(200) NOT NULL,
  state SMALLINT NOT NULL,
  transaction_id CHAR(64) NOT NULL UNIQUE,
  serial_number CHAR(64) NOT NULL,
  group_epoch INTEGER NOT NULL,
  header BYTEA NOT NULL,
  signature BYTEA,
  body BYTEA,
  queued_at_ms BIGINT NOT NULL,
  signed_at_ms BIGINT,
  finished_at_ms BIGINT,
  block_height BIGINT,
  rejection VARCHAR(40)
);
CREATE INDEX hc_submission_doctor ON hc_submission (doctor, id);
CREATE INDEX hc_submission_state ON hc_submission (state, id);
