package org.healthchain.server.retrieval;

/**
 * The manager's way to records (FR-5 to FR-7). Role MANAGER; every call leaves an audit entry
 * before anything is decrypted.
 */
public interface RetrievalService {
  int MIN_REASON_CHARS = 10;
  int MAX_REASON_CHARS = 500;

  /** Most records that are read at once, at some 30 ms each. */
  int PAGE_RECORDS = 50;

  /**
   * Finds the records of a serial number, verifies and decrypts them and traces who signed, newest
   * first, {@link #PAGE_RECORDS} at a time.
   *
   * @param serialNumber 64 hex digits
   * @param reason why, {@link #MIN_REASON_CHARS} to {@link #MAX_REASON_CHARS} characters, kept in
   *     the audit trail
   * @param from number of the record to begin with; 1 is the newest
   * @throws IllegalArgumentException if the serial number or the reason is malformed; the message
   *     says what to do
   */
  RecordPage bySerialNumber(String serialNumber, String reason, long from);

  /** The same, computing the serial number from the patient's name and ID number. */
  RecordPage byPatient(String patientName, String patientIdNumber, String reason, long from);

  /**
   * Proves to others who signed a record. Tracing is for the manager to know; whoever holds it
   * against an institution needs the proof.
   *
   * @param transactionId 64 hex digits
   * @param reason as above
   */
  SignerProof proveSigner(String transactionId, String reason);
}
