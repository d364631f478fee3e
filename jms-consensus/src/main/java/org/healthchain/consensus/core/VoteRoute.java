package org.healthchain.consensus.core;

import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Where votes go: to everyone, or in collector mode to the primary, after a timeout to the backup
 * collector, and at last to everyone.
 */
final class VoteRoute {
  private final CurrentView current;
  private final Step step;

  VoteRoute(CurrentView current, Step step) {
    this.current = current;
    this.step = step;
  }

  /** Sends a vote where the given number of vain attempts says. */
  void send(ConsensusMessage message, int attempts) {
    if (!current.collectorMode() || attempts >= 2) {
      step.broadcast(message);
      return;
    }
    ReplicaId collector = attempts == 0 ? current.primary() : current.backupCollector();
    if (!collector.equals(current.self())) {
      step.send(collector, message);
    }
  }
}
