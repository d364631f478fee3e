-- Visits that were taken lately: no visit twice by mistake, and no more than the quotas allow. Rows go after seven days.
-- Hashes are keyed by a secret of this server; neither a visit nor an idempotency key stands here in clear.
CREATE TABLE hc_sending (
  submission_id BIGINT NOT NULL PRIMARY KEY,
  doctor VARCHAR(200) NOT NULL,
  serial_number CHAR(64) NOT NULL,
  content_hash CHAR(64) NOT NULL,
  key_hash CHAR(64),
  transaction_id CHAR(64) NOT NULL,
  sent_at_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX hc_sending_key ON hc_sending (doctor, key_hash);
CREATE INDEX hc_sending_content ON hc_sending (doctor, content_hash, sent_at_ms);
CREATE INDEX hc_sending_doctor ON hc_sending (doctor, sent_at_ms);
CREATE INDEX hc_sending_patient ON hc_sending (serial_number, sent_at_ms);
CREATE INDEX hc_sending_time ON hc_sending (sent_at_ms);
