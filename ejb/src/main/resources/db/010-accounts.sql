-- Who may sign in; times in milliseconds since 1970.
CREATE TABLE hc_account (
  user_name VARCHAR(100) NOT NULL PRIMARY KEY,
  display_name VARCHAR(200) NOT NULL,
  roles VARCHAR(200) NOT NULL,
  password_hash VARCHAR(200) NOT NULL,
  failures INTEGER NOT NULL,
  locked_until_ms BIGINT NOT NULL
);
-- The catalogue of diagnoses.
CREATE TABLE hc_diagnosis (
  code VARCHAR(10) NOT NULL PRIMARY KEY,
  description VARCHAR(400) NOT NULL
);
