-- What a certificate covers is found by its blocks' heights.
CREATE INDEX hc_submission_height ON hc_submission (block_height);
