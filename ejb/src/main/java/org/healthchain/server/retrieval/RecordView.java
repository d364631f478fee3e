package org.healthchain.server.retrieval;

import java.time.Instant;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;

/**
 * A record as the manager sees it. Content fields are null when the record is erased or did not
 * verify: what does not verify is not decrypted.
 *
 * @param signatureValid the group signature and the whole path to the block header verify
 * @param problem why it is not readable, or null
 * @param doctorSignatureValid the doctor's signature inside the ciphertext verifies
 * @param signerInstitution name of the institution that signed, from tracing the signature
 * @param signerRegistered the institution itself signed the group key by which it was traced
 * @param supersedes transaction id of the record this one corrects, or null
 * @param supersededBy transaction id of the correction, or null
 */
public record RecordView(
    String transactionId,
    String serialNumber,
    long blockHeight,
    Instant blockTime,
    int groupEpoch,
    boolean signatureValid,
    String problem,
    Instant visitTime,
    List<Diagnosis> diagnoses,
    String notes,
    String doctor,
    boolean doctorSignatureValid,
    String signerInstitution,
    boolean signerRegistered,
    String supersedes,
    String supersededBy,
    boolean erased) {
  public RecordView {
    diagnoses = diagnoses == null ? null : List.copyOf(diagnoses);
  }

  @Override
  public String toString() {
    return "RecordView[" + transactionId + "]";
  }
}
