package org.healthchain.server.audit;

/** What the audit trail knows of; the names are stored and shown, so they do not change. */
public enum AuditAction {
  /** Somebody asked for a patient's records; written before anything is decrypted. */
  RETRIEVE,
  /** What came of it. */
  RETRIEVED,
  /** Somebody asked for a proof of who signed a record; written before the key is used. */
  PROVE,
  ROTATE_KEY,
  INVITE,
  ADMIT,
  REVOKE
}
