package org.healthchain.consensus.message;

import java.util.Optional;

/**
 * A beacon: where the sender stands. Peers resend what it lacks; views meet again through it; the
 * host shows it to operators.
 *
 * @param active false while the sender changes to {@code view}
 * @param complaining whether the sender wants to leave {@code view}: nothing moves, or a batch is
 *     passed over. f+1 complaints start a view change
 * @param certified the sender's latest block with a commit certificate
 * @param votesAbove 0 for a replica that votes; else the height that a learner waits for: it votes
 *     once it has decided a block at or above its bound ({@link #UNKNOWN_BOUND} while it asks for
 *     the bound)
 */
public record Status(
    int epoch,
    View view,
    boolean active,
    boolean complaining,
    SequenceNumber lastExecuted,
    Optional<CheckpointCertificate> certified,
    long votesAbove)
    implements ConsensusMessage {
  public static final long UNKNOWN_BOUND = SequenceNumber.MAX_VALUE;

  public SequenceNumber certifiedHeight() {
    return certified.map(CheckpointCertificate::height).orElse(SequenceNumber.GENESIS);
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
