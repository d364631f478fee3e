package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * The records that a replica still needs, in an order in which {@link Recovery} can replay them.
 */
final class LogSnapshot {
  private LogSnapshot() {}

  static List<LogRecord> of(Replica r) {
    List<LogRecord> log = new ArrayList<>();
    r.learning.snapshot(log);
    log.add(new LogRecord.LowWatermark(new SequenceNumber(r.certifiedHeight()), r.certified()));
    for (CommittedProof proof : r.earlierDecisions.values()) {
      log.add(new LogRecord.Committed(proof));
    }
    int epoch = r.membership.epoch();
    if (r.active && r.newView.isPresent()) {
      log.add(new LogRecord.NewViewEntered(r.newView.get()));
    } else {
      // In view 0 this says nothing but the epoch: what was voted in the former one is no longer
      // here, so with an older ledger this replica must not vote there.
      log.add(new LogRecord.ViewChangeStarted(epoch, r.view));
    }
    for (Slot slot : r.slots.values()) {
      if (slot.hasPrePrepare() && slot.prepareVoted) {
        log.add(new LogRecord.PrePrepared(slot.prePrepare()));
      }
      slot.prepared()
          .ifPresent(
              proof -> log.add(new LogRecord.Prepared(epoch, proof, slot.preparedProposal())));
      slot.decided().ifPresent(proof -> log.add(new LogRecord.Committed(proof)));
    }
    log.addAll(r.epochs.deferred());
    return log;
  }
}
