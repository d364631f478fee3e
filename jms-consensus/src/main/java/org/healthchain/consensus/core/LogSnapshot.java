package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/**
 * The records that a replica still needs, in an order in which {@link LogRecovery} can replay them.
 */
final class LogSnapshot {
  private final Digest chainId;
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Learning learning;
  private final Epochs epochs;

  LogSnapshot(Digest chainId, Owners owners, Learning learning, Epochs epochs) {
    this.chainId = chainId;
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.learning = learning;
    this.epochs = epochs;
  }

  List<LogRecord> records() {
    List<LogRecord> log = new ArrayList<>();
    learning.snapshot(chainId, log);
    SequenceNumber height = new SequenceNumber(standing.certifiedHeight());
    log.add(new LogRecord.LowWatermark(height, standing.certified()));
    for (CommittedProof proof : slots.earlierDecisions()) {
      log.add(new LogRecord.Committed(proof));
    }
    if (current.active() && current.newView().isPresent()) {
      log.add(new LogRecord.NewViewEntered(current.newView().get()));
    } else {
      // In view 0 this says nothing but the epoch: what was voted in the former one is no longer
      // here, so with an older ledger this replica must not vote there.
      log.add(new LogRecord.ViewChangeStarted(current.epoch(), current.view()));
    }
    slots.all().forEach(slot -> add(slot, log));
    log.addAll(epochs.deferred());
    return log;
  }

  private void add(Slot slot, List<LogRecord> log) {
    if (slot.hasPrePrepare() && slot.voted(VotePhase.PREPARE)) {
      log.add(new LogRecord.PrePrepared(slot.prePrepare()));
    }
    slot.prepared()
        .ifPresent(
            proof ->
                log.add(new LogRecord.Prepared(current.epoch(), proof, slot.preparedProposal())));
    slot.decided().ifPresent(proof -> log.add(new LogRecord.Committed(proof)));
  }
}
