package org.healthchain.consensus.message;

import java.util.List;

/** Checkpoint votes that found no commit to ride on within the idle interval. */
public record CheckpointVotes(List<CheckpointVote> votes) implements ConsensusMessage {
  public static final int MAX_VOTES = 128;

  public CheckpointVotes {
    votes = List.copyOf(votes);
    if (votes.size() > MAX_VOTES) {
      throw new IllegalArgumentException("too many checkpoint votes: " + votes.size());
    }
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
