package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/**
 * The slots of this epoch above the blocks that are both executed here and certified, and the
 * decisions of earlier epochs that have no commit certificate yet, for laggards.
 */
final class SlotTable {
  private final CurrentView current;
  private final Standing standing;
  private final VoteBoxes boxes;
  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private final TreeMap<Long, CommittedProof> earlierDecisions = new TreeMap<>();

  SlotTable(CurrentView current, Standing standing, VoteBoxes boxes) {
    this.current = current;
    this.standing = standing;
    this.boxes = boxes;
  }

  /** The slot of a sequence number within reach; makes it when new. */
  Slot at(SequenceNumber sequenceNumber) {
    return slots.computeIfAbsent(
        sequenceNumber.value(),
        key ->
            new Slot(
                sequenceNumber,
                boxes.votes(VotePhase.PREPARE, sequenceNumber),
                boxes.votes(VotePhase.COMMIT, sequenceNumber)));
  }

  /** Whether slots are kept for this sequence number. */
  boolean inReach(SequenceNumber sequenceNumber) {
    return kept(sequenceNumber) && sequenceNumber.value() <= standing.highWatermark();
  }

  /**
   * Whether a record of the log still matters. Unlike for a message there is no upper bound: the
   * ledger may have been restored from a copy, and the log knows of votes above what is its window
   * now.
   */
  boolean kept(SequenceNumber sequenceNumber) {
    return sequenceNumber.compareTo(current.epochFirst()) >= 0
        && sequenceNumber.value() > standing.settled();
  }

  /**
   * Whether the log knew of something above the window: the ledger is older than the log, or a
   * certificate was not stored. Who voted then would speak for a height that it had long passed.
   */
  boolean reachBeyondWindow() {
    return !slots.isEmpty() && slots.lastKey() > standing.highWatermark();
  }

  /** All of them, ascending; no slot may be made or forgotten meanwhile. */
  Collection<Slot> all() {
    return Collections.unmodifiableCollection(slots.values());
  }

  /** All of them, ascending, as they are now. */
  List<Slot> snapshot() {
    return List.copyOf(slots.values());
  }

  /** Those above a height, ascending; no slot may be made meanwhile. */
  Collection<Slot> above(long height) {
    return Collections.unmodifiableCollection(slots.tailMap(height + 1).values());
  }

  Optional<CommittedProof> decision(SequenceNumber sequenceNumber) {
    Slot slot = slots.get(sequenceNumber.value());
    return slot == null ? Optional.empty() : slot.decided();
  }

  /** The highest number that has a proposal or a decision, if it is above the given one. */
  long highestUsed(long atLeast) {
    for (Slot slot : slots.tailMap(atLeast, false).descendingMap().values()) {
      if (slot.inUse()) {
        return slot.sequenceNumber().value();
      }
    }
    return atLeast;
  }

  /** Decisions above a height, ascending, at most so many. */
  List<CommittedProof> decisionsAbove(long height, int max) {
    List<CommittedProof> proofs = new ArrayList<>();
    for (CommittedProof proof : earlierDecisions.tailMap(height + 1).values()) {
      if (proofs.size() < max) {
        proofs.add(proof);
      }
    }
    for (Slot slot : above(height)) {
      if (proofs.size() < max && slot.decided().isPresent()) {
        proofs.add(slot.decided().get());
      }
    }
    return proofs;
  }

  Collection<CommittedProof> earlierDecisions() {
    return Collections.unmodifiableCollection(earlierDecisions.values());
  }

  /** Batches in proposals that are under way or decided and not executed. */
  Set<Digest> batchesInFlight() {
    Set<Digest> batches = new LinkedHashSet<>();
    for (Slot slot : slots.values()) {
      if (slot.hasPrePrepare()) {
        batches.addAll(slot.prePrepare().proposal().batches());
      }
      slot.decided().ifPresent(proof -> batches.addAll(proof.proposal().batches()));
    }
    return batches;
  }

  /** Another view: what was said in the former one counts no more. */
  void forgetView() {
    for (Slot slot : slots.values()) {
      slot.enterView(
          boxes.votes(VotePhase.PREPARE, slot.sequenceNumber()),
          boxes.votes(VotePhase.COMMIT, slot.sequenceNumber()));
    }
  }

  /** The epoch ends before this height: its decisions are kept, all else is void. */
  void endEpoch(SequenceNumber first) {
    for (Slot slot : slots.headMap(first.value()).values()) {
      slot.decided().ifPresent(proof -> earlierDecisions.put(slot.sequenceNumber().value(), proof));
    }
    slots.clear();
  }

  /** A decision of an earlier epoch, from the log. */
  void decidedEarlier(CommittedProof proof) {
    long height = proof.sequenceNumber().value();
    if (height > standing.certifiedHeight() && height < current.epochFirst().value()) {
      earlierDecisions.put(height, proof);
    }
  }

  /** Slots live until they are both certified and executed here. */
  void forgetSettled() {
    slots.headMap(standing.settled(), true).clear();
    earlierDecisions.headMap(standing.certifiedHeight(), true).clear();
  }

  int retained() {
    return slots.size() + earlierDecisions.size();
  }
}
