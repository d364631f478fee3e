package org.healthchain.consensus.core;

import java.util.Optional;
import java.util.OptionalInt;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Status;

/** Sends this replica's status, hears those of the others, and helps whoever is behind. */
final class Beacons {
  private static final int MAX_PROOFS_PER_STATUS = 8;

  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Peers peers;
  private final Epochs epochs;
  private final NextBeacon next;
  private final Spoken spoken;
  private final Hearers hearers;

  /** Whose word a status carries besides the owners'. */
  record Spoken(Patience patience, Learning learning) {}

  /** Parts that a status may move on. */
  record Hearers(Checkpoints checkpoints, Lag lag, ViewChanges viewChanges) {}

  Beacons(
      Owners owners,
      Step step,
      Peers peers,
      Epochs epochs,
      NextBeacon next,
      Spoken spoken,
      Hearers hearers) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.peers = peers;
    this.epochs = epochs;
    this.next = next;
    this.spoken = spoken;
    this.hearers = hearers;
  }

  long dueMillis() {
    return current.isMember() || epochs.leaving() ? next.dueMillis() : Long.MAX_VALUE;
  }

  void send() {
    next.sent();
    step.broadcast(
        new Status(
            current.epoch(),
            current.view(),
            current.active(),
            spoken.patience().complaining(),
            standing.lastExecuted(),
            standing.certified(),
            spoken.learning().votesAbove()));
  }

  void onStatus(ReplicaId from, Status status) {
    if (from.equals(current.self())) {
      return;
    }
    if (!current.membership().contains(from)) {
      onStatusOfLeaver(from, status);
      return;
    }
    Optional<Status> before = peers.heard(from, status);
    status.certified().ifPresent(proof -> hearers.checkpoints().onCertificate(from, proof));
    peers.noteLearner(from, status.votesAbove());
    hearers.lag().update();
    if (before.isPresent() && helps(current.membership().indexOf(from).getAsInt())) {
      help(from, before.get(), status);
    }
    hearers.viewChanges().leaveIfEnoughComplain();
  }

  /** Who leaves may be needed once more: to certify the block that lets it go. */
  private void onStatusOfLeaver(ReplicaId from, Status status) {
    OptionalInt index = epochs.former().map(m -> m.indexOf(from)).orElse(OptionalInt.empty());
    if (!standing.handedOver() && index.isPresent() && helps(index.getAsInt())) {
      handDecisions(from, status);
    }
  }

  /**
   * Two members help each one that is behind, others in every interval: enough to get it on, and no
   * flood when many are behind.
   */
  private boolean helps(int index) {
    if (!current.isMember()) {
      return epochs.leaving();
    }
    int n = current.membership().n();
    long turn = step.nowMillis() / current.config().statusIntervalMillis();
    return Math.floorMod(current.selfIndex() - index + turn, n) <= 1;
  }

  /** Helps a peer that stood still between two beacons. */
  private void help(ReplicaId from, Status before, Status status) {
    if (status.lastExecuted().equals(before.lastExecuted())) {
      handDecisions(from, status);
    }
    boolean behindInView =
        status.epoch() == current.epoch()
            && (status.view().compareTo(current.view()) < 0
                || (status.view().equals(current.view()) && !status.active()));
    if (behindInView && current.active()) {
      current.newView().ifPresent(newView -> step.send(from, newView));
    }
  }

  private void handDecisions(ReplicaId from, Status status) {
    if (status.lastExecuted().compareTo(standing.lastExecuted()) < 0) {
      slots
          .decisionsAbove(status.lastExecuted().value(), MAX_PROOFS_PER_STATUS)
          .forEach(proof -> step.send(from, proof));
    }
  }
}
