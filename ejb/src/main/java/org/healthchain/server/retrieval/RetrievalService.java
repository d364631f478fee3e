package org.healthchain.server.retrieval;

import java.util.List;

/**
 * The manager's way to records (FR-5 to FR-7). Role MANAGER; every call leaves an audit entry
 * before anything is decrypted.
 */
public interface RetrievalService {
  int MIN_REASON_CHARS = 10;
  int MAX_REASON_CHARS = 500;

  /**
   * Finds the records of a serial number, verifies and decrypts them and traces who signed, newest
   * first.
   *
   * @param serialNumber 64 hex digits
   * @param reason why, {@link #MIN_REASON_CHARS} to {@link #MAX_REASON_CHARS} characters, kept in
   *     the audit trail
   * @throws IllegalArgumentException if the serial number or the reason is malformed; the message
   *     says what to do
   */
  List<RecordView> bySerialNumber(String serialNumber, String reason);

  /** The same, computing the serial number from the patient's name and ID number. */
  List<RecordView> byPatient(String patientName, String patientIdNumber, String reason);

  /**
   * Proves to others who signed a record. Tracing is for the manager to know; whoever holds it
   * against an institution needs the proof.
   *
   * @param transactionId 64 hex digits
   * @param reason as above
   */
  SignerProof proveSigner(String transactionId, String reason);
}
