package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Status;

/** Sends this replica's status, keeps the members' last ones, and helps those that are behind. */
final class Beacons {
  private static final int MAX_PROOFS_PER_STATUS = 8;
  private static final int MAX_LEARNER_CLAIMS = 4;

  private final Replica r;
  private final TreeMap<ReplicaId, Status> statuses = new TreeMap<>();
  private final TreeMap<ReplicaId, Long> heardMillis = new TreeMap<>();
  private final TreeMap<ReplicaId, Integer> learnerClaims = new TreeMap<>();
  private long highestLearnerBound;
  private long dueMillis;
  private long listeningSinceMillis;
  private int highestEpoch;

  Beacons(Replica r) {
    this.r = r;
  }

  /** From now on everyone has the time to be heard. */
  void listen() {
    listeningSinceMillis = r.nowMillis;
    announce();
  }

  /** Members of whom no beacon came for so long, ascending. */
  List<ReplicaId> unheard(long forMillis) {
    List<ReplicaId> unheard = new ArrayList<>();
    for (Member member : r.membership.members()) {
      long heard = heardMillis.getOrDefault(member.id(), listeningSinceMillis);
      if (!member.id().equals(r.self)
          && r.nowMillis - Math.max(heard, listeningSinceMillis) >= forMillis) {
        unheard.add(member.id());
      }
    }
    return unheard;
  }

  /** Lets the next tick, which is due at once, send a status. */
  void announce() {
    dueMillis = r.nowMillis;
  }

  long dueMillis() {
    return r.isMember() || leaving() ? dueMillis : Long.MAX_VALUE;
  }

  /**
   * Whether this replica is on its way out: it may be the only one that has what lets the others
   * follow.
   */
  private boolean leaving() {
    return !r.handedOver && r.epochs.former().filter(m -> m.contains(r.self)).isPresent();
  }

  void send() {
    dueMillis = r.nowMillis + r.config.statusIntervalMillis();
    r.effects.broadcast(
        new Status(
            r.membership.epoch(),
            r.view,
            r.active,
            r.watch.complaining(),
            r.lastExecuted,
            r.certified(),
            r.learning.votesAbove()));
  }

  void onStatus(ReplicaId sender, Status status) {
    if (sender.equals(r.self)) {
      return;
    }
    if (!r.membership.contains(sender)) {
      onStatusOfLeaver(sender, status);
      return;
    }
    Status before = statuses.put(sender, status);
    highestEpoch = Math.max(highestEpoch, status.epoch());
    heardMillis.put(sender, r.nowMillis);
    status.certified().ifPresent(proof -> r.checkpoints.onCertificate(sender, proof));
    noteLearner(sender, status.votesAbove());
    r.stateTransfer.onStatus();
    if (before != null && helps(r.membership.indexOf(sender).getAsInt())) {
      help(sender, before, status);
    }
    r.watch.countComplaints();
  }

  /** Who leaves may be needed once more: to certify the block that lets it go. */
  private void onStatusOfLeaver(ReplicaId sender, Status status) {
    OptionalInt index = r.epochs.former().map(m -> m.indexOf(sender)).orElse(OptionalInt.empty());
    if (!r.handedOver && index.isPresent() && helps(index.getAsInt())) {
      handDecisions(sender, status);
    }
  }

  /**
   * Two members help each one that is behind, others in every interval: enough to get it on, and no
   * flood when many are behind.
   */
  private boolean helps(int index) {
    if (!r.isMember()) {
      return leaving();
    }
    int n = r.membership.n();
    long turn = r.nowMillis / r.config.statusIntervalMillis();
    return Math.floorMod(r.selfIndex() - index + turn, n) <= 1;
  }

  /** Helps a peer that stood still between two beacons. */
  private void help(ReplicaId sender, Status before, Status status) {
    if (status.lastExecuted().equals(before.lastExecuted())) {
      handDecisions(sender, status);
    }
    boolean behindInView =
        status.epoch() == r.membership.epoch()
            && (status.view().compareTo(r.view) < 0
                || status.view().equals(r.view) && !status.active());
    if (behindInView && r.active) {
      r.newView.ifPresent(newView -> r.effects.send(sender, newView));
    }
  }

  private void handDecisions(ReplicaId sender, Status status) {
    if (status.lastExecuted().compareTo(r.lastExecuted) < 0) {
      decisionsAbove(status.lastExecuted().value()).forEach(p -> r.effects.send(sender, p));
    }
  }

  private List<CommittedProof> decisionsAbove(long height) {
    List<CommittedProof> proofs = new ArrayList<>();
    for (CommittedProof proof : r.earlierDecisions.tailMap(height + 1).values()) {
      if (proofs.size() < MAX_PROOFS_PER_STATUS) {
        proofs.add(proof);
      }
    }
    for (Slot slot : r.slots.tailMap(height + 1).values()) {
      if (proofs.size() < MAX_PROOFS_PER_STATUS && slot.decided().isPresent()) {
        proofs.add(slot.decided().get());
      }
    }
    return proofs;
  }

  boolean someoneInLaterEpoch() {
    return highestEpoch > r.membership.epoch();
  }

  /** Whether a member's last word was that it wants to leave, or has left, the present view. */
  boolean wantsToLeave(ReplicaId member) {
    Status status = statuses.get(member);
    return status != null
        && status.epoch() == r.membership.epoch()
        && (status.view().compareTo(r.view) > 0
            || status.view().equals(r.view) && status.complaining());
  }

  /**
   * Whether a member that lost its log waits for the chain to pass its bound. A lie beyond reason
   * is ignored, and so are a member's further claims once it has made a few in this epoch, so that
   * nobody can have empty blocks made for ever.
   */
  boolean learnerWaits() {
    return highestLearnerBound > r.certifiedHeight();
  }

  private void noteLearner(ReplicaId sender, long bound) {
    boolean plausible =
        bound > r.certifiedHeight() && bound <= r.certifiedHeight() + 3L * r.config.windowBlocks();
    if (!plausible || bound <= highestLearnerBound) {
      return;
    }
    int claims = learnerClaims.merge(sender, 1, Integer::sum);
    if (claims <= MAX_LEARNER_CLAIMS) {
      highestLearnerBound = bound;
    }
  }

  TreeMap<ReplicaId, Status> statuses() {
    return statuses;
  }

  List<ReplicaStatus.Peer> peers() {
    List<ReplicaStatus.Peer> peers = new ArrayList<>();
    statuses.forEach(
        (id, status) ->
            peers.add(
                new ReplicaStatus.Peer(
                    id,
                    status.epoch(),
                    status.view(),
                    status.active(),
                    status.lastExecuted(),
                    status.certifiedHeight(),
                    heardMillis.get(id))));
    return peers;
  }

  void enterEpoch() {
    listen();
    learnerClaims.clear();
    statuses.keySet().removeIf(id -> !r.membership.contains(id));
    heardMillis.keySet().removeIf(id -> !r.membership.contains(id));
  }
}
