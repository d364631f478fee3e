package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;

/** What the host tells the core. */
public sealed interface Input {
  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  /**
   * A message came over the link of its sender, whom the host has authenticated. What a third party
   * may have to see later (votes, certificates, view-changes) is signed besides, and checked here.
   */
  record Received(ReplicaId sender, ConsensusMessage message) implements Input {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** This replica holds the batch, and the batch is valid: it may vote for it. */
  record BatchHeld(Digest digest) implements Input {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * As {@link BatchHeld}, and f+1 replicas hold it: it may be ordered, and not to order it for long
   * is a reason to complain. Repeating it is harmless.
   */
  record BatchAvailable(Digest digest) implements Input {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * The block of this height is executed and durable.
   *
   * @param nextMembership the membership in force from the next height on, when the block changed
   *     it; its epoch is one more than the present one
   */
  record Executed(SequenceNumber height, Digest headerHash, Optional<Membership> nextMembership)
      implements Input {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * The ledger was advanced by fetched blocks; they and this state are durable, and no further
   * block is on its way. Only ever an answer to {@link Command.FetchState}.
   *
   * @param ordered digests of batches that those blocks executed, as far as the host knows them; a
   *     digest left out may be ordered once more, to no effect
   */
  record StateInstalled(ChainState state, List<Digest> ordered) implements Input {
    public StateInstalled {
      ordered = List.copyOf(ordered);
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** One method for each input: a new one does not compile until everybody handles it. */
  interface Handler {
    void on(Received input);

    void on(BatchHeld input);

    void on(BatchAvailable input);

    void on(Executed input);

    void on(StateInstalled input);
  }
}
