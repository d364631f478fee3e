package org.healthchain.consensus.message;

import java.util.List;

/**
 * "I have a prepared certificate, and it is on disk."
 *
 * @param checkpoints the sender's votes on blocks it executed lately, riding along
 */
public record Commit(
    int epoch,
    View view,
    SequenceNumber sequenceNumber,
    Digest digest,
    Bytes signature,
    List<CheckpointVote> checkpoints)
    implements OfView {
  public Commit {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.size() > CheckpointVotes.MAX_VOTES) {
      throw new IllegalArgumentException("too many checkpoint votes: " + checkpoints.size());
    }
  }

  /** The vote alone. */
  public Commit withoutCheckpoints() {
    return checkpoints.isEmpty()
        ? this
        : new Commit(epoch, view, sequenceNumber, digest, signature, List.of());
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
