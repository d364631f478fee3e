package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Status;

/** What the members' last statuses said, and what follows from all of them together. */
final class Peers {
  private static final int MAX_LEARNER_WINDOWS = 16;

  private final CurrentView current;
  private final Standing standing;
  private final Step step;
  private final TreeMap<ReplicaId, Status> statuses = new TreeMap<>();
  private final TreeMap<ReplicaId, Long> heardMillis = new TreeMap<>();
  private final TreeMap<ReplicaId, Long> learnerBlocks = new TreeMap<>();
  private long highestLearnerBound;
  private long listeningSinceMillis;
  private int highestEpoch;

  Peers(CurrentView current, Standing standing, Step step) {
    this.current = current;
    this.standing = standing;
    this.step = step;
  }

  /** From now on everyone has the time to be heard. */
  void listen() {
    listeningSinceMillis = step.nowMillis();
  }

  void enterEpoch() {
    listen();
    learnerBlocks.clear();
    statuses.keySet().removeIf(id -> !current.membership().contains(id));
    heardMillis.keySet().removeIf(id -> !current.membership().contains(id));
  }

  /** Keeps a member's status; gives the one before. */
  Optional<Status> heard(ReplicaId sender, Status status) {
    Status before = statuses.put(sender, status);
    highestEpoch = Math.max(highestEpoch, status.epoch());
    heardMillis.put(sender, step.nowMillis());
    return Optional.ofNullable(before);
  }

  /** Members of whom no beacon came for so long, ascending. */
  List<ReplicaId> unheard(long forMillis) {
    List<ReplicaId> unheard = new ArrayList<>();
    for (Member member : current.membership().members()) {
      long heard = heardMillis.getOrDefault(member.id(), listeningSinceMillis);
      if (!member.id().equals(current.self())
          && step.nowMillis() - Math.max(heard, listeningSinceMillis) >= forMillis) {
        unheard.add(member.id());
      }
    }
    return unheard;
  }

  boolean someoneInLaterEpoch() {
    return highestEpoch > current.epoch();
  }

  Collection<Status> statuses() {
    return Collections.unmodifiableCollection(statuses.values());
  }

  /** Members that say they have executed up to this height, ascending. */
  List<ReplicaId> at(long height) {
    List<ReplicaId> there = new ArrayList<>();
    for (Map.Entry<ReplicaId, Status> entry : statuses.entrySet()) {
      if (entry.getValue().lastExecuted().value() >= height) {
        there.add(entry.getKey());
      }
    }
    return there;
  }

  /** Whether a member's last word was that it wants to leave, or has left, the present view. */
  boolean wantsToLeave(ReplicaId member) {
    Status status = statuses.get(member);
    return status != null
        && status.epoch() == current.epoch()
        && (status.view().compareTo(current.view()) > 0
            || (status.view().equals(current.view()) && status.complaining()));
  }

  /**
   * Whether a member that lost its log waits for the chain to pass its bound. A lie beyond reason
   * is ignored, and so is whatever exceeds the blocks that are made for one member in an epoch, so
   * that nobody can have empty blocks made for ever.
   */
  boolean learnerWaits() {
    return highestLearnerBound > standing.certifiedHeight();
  }

  void noteLearner(ReplicaId sender, long bound) {
    long certified = standing.certifiedHeight();
    long windowBlocks = current.config().windowBlocks();
    long made = Math.max(highestLearnerBound, certified);
    if (bound <= made || bound > certified + 4 * windowBlocks) {
      return;
    }
    long blocks = learnerBlocks.getOrDefault(sender, 0L) + bound - made;
    if (blocks <= MAX_LEARNER_WINDOWS * windowBlocks) {
      learnerBlocks.put(sender, blocks);
      highestLearnerBound = bound;
    }
  }

  /**
   * Whether those members that say they do not vote leave no quorum to the others, this replica
   * counted by what it knows of itself.
   */
  boolean halted(boolean votesItself) {
    Membership membership = current.membership();
    int silent = membership.contains(current.self()) && !votesItself ? 1 : 0;
    for (Map.Entry<ReplicaId, Status> entry : statuses.entrySet()) {
      Status status = entry.getValue();
      boolean counts = membership.contains(entry.getKey()) && status.epoch() == current.epoch();
      silent += counts && status.votesAbove() != 0 ? 1 : 0;
    }
    return membership.n() - silent < membership.quorum();
  }

  /** For operators, ascending by id. */
  List<ReplicaStatus.Peer> shown() {
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
                    heardMillis.getOrDefault(id, listeningSinceMillis))));
    return peers;
  }
}
