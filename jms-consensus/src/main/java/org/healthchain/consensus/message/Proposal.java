package org.healthchain.consensus.message;

import java.util.List;

/**
 * What a pre-prepare orders. A new-view re-proposes it unchanged, so its digest and the block do
 * not depend on the view in which it commits.
 *
 * @param originatingView the view whose primary made it
 * @param timeMillis the primary's clock, milliseconds since 1970; 0 in a null request
 * @param batches digests of batches in the order of execution; empty in a null request
 */
public record Proposal(
    View originatingView, SequenceNumber sequenceNumber, long timeMillis, List<Digest> batches) {
  public static final int MAX_BATCHES = 1024;

  public Proposal {
    batches = List.copyOf(batches);
    if (timeMillis < 0 || batches.size() > MAX_BATCHES || sequenceNumber.value() == 0) {
      throw new IllegalArgumentException("proposal with " + batches.size() + " batches");
    }
  }

  /** The null request that fills a gap in a new view (Castro and Liskov 1999, §4.4). */
  public static Proposal nullRequest(View view, SequenceNumber sequenceNumber) {
    return new Proposal(view, sequenceNumber, 0, List.of());
  }

  /** The request digest that prepare and commit agree upon; hashes at every call. */
  public Digest digest() {
    WireWriter out = new WireWriter(64 + batches.size() * Digest.BYTES);
    Statements.label(out, "HealthChain/proposal/v1");
    ConsensusFields.writeProposal(out, this);
    return Digest.sha256(out.toByteArray());
  }
}
