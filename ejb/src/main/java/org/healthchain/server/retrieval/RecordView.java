package org.healthchain.server.retrieval;

import java.time.Instant;
import org.healthchain.server.intake.VisitContent;
import org.jspecify.annotations.Nullable;

/**
 * A record as the manager sees it. What does not verify is not decrypted.
 *
 * @param transactionId 64 hex digits
 * @param serialNumber 64 hex digits
 * @param problem why it is not readable, or null
 * @param content null when the record is erased or not readable
 * @param erased its body was erased by order (FR-13)
 */
public record RecordView(
    String transactionId,
    String serialNumber,
    InBlock place,
    Signer signer,
    @Nullable RecordProblem problem,
    @Nullable Content content,
    Corrections corrections,
    boolean erased) {

  /** Where it stands on the ledger. */
  public record InBlock(long blockHeight, Instant blockTime) {}

  /**
   * Who signed it.
   *
   * @param signatureValid the group signature and the whole path to the block header verify
   * @param institution name of the institution, from tracing the signature; null if unknown
   * @param registered the institution itself signed the group key by which it was traced
   */
  public record Signer(boolean signatureValid, @Nullable String institution, boolean registered) {}

  /**
   * What was sealed.
   *
   * @param doctor the doctor's name, as in the institution's accounts
   * @param doctorSignatureValid the doctor's signature inside the ciphertext verifies
   */
  public record Content(VisitContent visit, String doctor, boolean doctorSignatureValid) {}

  /**
   * How it stands to other records (FR-12).
   *
   * @param supersedes transaction id of the record this one corrects, or null
   * @param supersededBy transaction id of the correction, or null
   */
  public record Corrections(@Nullable String supersedes, @Nullable String supersededBy) {}

  public boolean readable() {
    return content != null;
  }

  @Override
  public String toString() {
    return "RecordView[" + transactionId + "]";
  }
}
