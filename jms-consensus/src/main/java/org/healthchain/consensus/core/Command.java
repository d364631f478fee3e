package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;

/** What the host is to do after persisting and sending. */
public sealed interface Command {
  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  /**
   * Execute the proposal as the block of its sequence number, make it durable, and answer {@link
   * Input.Executed}. Never more than one is outstanding. The host may have to fetch a batch first.
   *
   * @param epoch the membership epoch for the block header
   */
  record Execute(int epoch, Proposal proposal) implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * Store this commit certificate with its block (executed here already, or soon to be fetched).
   */
  record Certified(CheckpointCertificate certificate) implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** A proposal names batches that this replica does not hold: fetch them, then BatchHeld. */
  record FetchBatches(SequenceNumber sequenceNumber, List<Digest> batches) implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * This replica lags: fetch and check the blocks of these heights, append them, then answer {@link
   * Input.StateInstalled} (with less than {@code to}, too, if only that much came). A later command
   * replaces an earlier one; one that is still to be obeyed when the answer to an earlier one is
   * given is void ({@link PbftCore#fetching}). Until the answer the core executes nothing.
   *
   * @param from the height after the last one executed; that last one itself when it ends an epoch
   *     and its certificate is missing here: its block is then fetched again for the certificate,
   *     which goes to the core as {@link org.healthchain.consensus.message.CheckpointProofs} of the
   *     peer
   * @param proof of the block at {@code to}; empty when it belongs to an epoch whose members this
   *     replica does not know yet: each block's own certificate then leads there
   * @param sources members that say they have the blocks, ascending
   */
  record FetchState(
      SequenceNumber from,
      SequenceNumber to,
      Optional<CheckpointCertificate> proof,
      List<ReplicaId> sources)
      implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * A new membership is in force from this height on, and the former members have certified the
   * block before it: subscribe to the new ones, let go of those who left.
   */
  record MembershipChanged(Membership membership, SequenceNumber epochFirst) implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** A peer's message was no good. For counters and the log. */
  record Rejected(ReplicaId sender, Refusal reason) implements Command {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** One method for each command: a new one does not compile until everybody handles it. */
  interface Handler {
    void on(Execute command);

    void on(Certified command);

    void on(FetchBatches command);

    void on(FetchState command);

    void on(MembershipChanged command);

    void on(Rejected command);
  }
}
