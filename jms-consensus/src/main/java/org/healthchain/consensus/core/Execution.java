package org.healthchain.consensus.core;

import java.util.Optional;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.SequenceNumber;

/** Hands committed proposals to the host, in order and one at a time. */
final class Execution {
  private final Replica r;

  Execution(Replica r) {
    this.r = r;
  }

  /**
   * Executes the next sequence number if it is decided, the host is free and the former epoch is
   * certified to its end. An observer does not: nobody sends it batches, it fetches whole blocks.
   */
  void executeNext() {
    if (!r.isMember()) {
      return;
    }
    boolean early = !r.handedOver && !r.mutated(Mutation.EPOCH_NOT_HANDED_OVER);
    if (r.executing || r.stateTransfer.fetching() || early) {
      return;
    }
    decision(r.lastExecuted.next())
        .ifPresent(
            proof -> {
              r.executing = true;
              r.effects.command(new Command.Execute(r.membership.epoch(), proof.proposal()));
            });
  }

  /** Whether what comes next can be executed here as soon as the host is free. */
  boolean nextIsDecided() {
    return r.isMember() && decision(r.lastExecuted.next()).isPresent();
  }

  private Optional<CommittedProof> decision(SequenceNumber sequenceNumber) {
    Slot slot = r.slots.get(sequenceNumber.value());
    return slot == null ? Optional.empty() : slot.decided();
  }

  void onExecuted(Input.Executed executed) {
    if (!r.executing || !executed.height().equals(r.lastExecuted.next())) {
      if (r.mutated(Mutation.DUPLICATE_EXECUTION)) {
        return;
      }
      throw new IllegalStateException("executed " + executed.height() + " unasked");
    }
    CommittedProof proof = decision(executed.height()).orElseThrow();
    Slot slot = r.slots.get(executed.height().value());
    if (slot.hasPrePrepare()) {
      r.pace.took(r.nowMillis - slot.acceptedMillis());
    }
    r.executing = false;
    r.lastExecuted = executed.height();
    r.lastHeaderHash = executed.headerHash();
    r.pool.ordered(proof.proposal().batches());
    r.checkpoints.castVote(executed.height(), executed.headerHash());
    executed.nextMembership().ifPresent(next -> r.epochs.enter(next, r.lastExecuted.next()));
    r.checkpoints.forgetBelow();
    executeNext();
  }

  /** Only a planted bug gets here. */
  void executeAgain(Slot slot) {
    if (slot.sequenceNumber.compareTo(r.lastExecuted) <= 0) {
      r.effects.command(new Command.Execute(r.membership.epoch(), slot.prePrepare().proposal()));
    }
  }
}
