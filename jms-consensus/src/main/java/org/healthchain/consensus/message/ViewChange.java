package org.healthchain.consensus.message;

import java.util.List;
import java.util.Optional;

/**
 * The sender leaves its view for {@code newView} (Castro and Liskov 1999, §4.4).
 *
 * @param stable the sender's latest certified block of this epoch; empty when there is none yet,
 *     which means the block before the epoch's first
 * @param prepared one prepared certificate for each sequence number above that block, ascending
 * @param proposals the proposals those certificates are about; not covered by the signature (their
 *     digests are), and left out of the copy inside a new-view
 * @param signature by the identity key, over everything else
 */
public record ViewChange(
    int epoch,
    View newView,
    Optional<CheckpointCertificate> stable,
    List<PreparedProof> prepared,
    List<Proposal> proposals,
    Bytes signature)
    implements ConsensusMessage {
  /** The width of the window between the watermarks can't exceed this. */
  public static final int MAX_PREPARED = 256;

  public ViewChange {
    prepared = List.copyOf(prepared);
    proposals = List.copyOf(proposals);
    if (prepared.size() > MAX_PREPARED || proposals.size() > MAX_PREPARED) {
      throw new IllegalArgumentException("view-change with " + prepared.size() + " certificates");
    }
  }

  /** The same without the proposals: what the signature covers and a new-view carries. */
  public ViewChange withoutProposals() {
    return new ViewChange(epoch, newView, stable, prepared, List.of(), signature);
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
