package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.ViewChange;

/**
 * What a set of view-changes makes of the new view (Castro and Liskov 1999, §4.4): a pure function,
 * computed by the new primary and again by everyone else.
 *
 * @param stable the highest commit certificate among them; empty for the start of the epoch
 * @param minHeight min-s: the height of {@code stable}, or the block before the epoch's first
 * @param choices for each sequence number above min-s up to the highest prepared one, the digest
 *     prepared in the latest view, or none: the null request
 */
record NewViewPlan(Optional<CheckpointCertificate> stable, long minHeight, List<Choice> choices) {

  record Choice(SequenceNumber sequenceNumber, Optional<Digest> digest) {}

  static NewViewPlan of(SequenceNumber epochFirst, NewView message) {
    return of(epochFirst, message.viewChanges().stream().map(NewView.Signed::viewChange).toList());
  }

  static NewViewPlan of(SequenceNumber epochFirst, List<ViewChange> viewChanges) {
    Optional<CheckpointCertificate> stable = Optional.empty();
    long minHeight = epochFirst.value() - 1;
    TreeMap<Long, PreparedProof> latest = new TreeMap<>();
    for (ViewChange viewChange : viewChanges) {
      if (viewChange.stable().isPresent()
          && viewChange.stable().get().height().value() > minHeight) {
        stable = viewChange.stable();
        minHeight = stable.get().height().value();
      }
      for (PreparedProof proof : viewChange.prepared()) {
        latest.merge(
            proof.sequenceNumber().value(),
            proof,
            (a, b) -> a.view().compareTo(b.view()) >= 0 ? a : b);
      }
    }
    long maxPrepared = latest.isEmpty() ? minHeight : latest.lastKey();
    List<Choice> choices = new ArrayList<>();
    for (long s = minHeight + 1; s <= maxPrepared; s++) {
      choices.add(
          new Choice(
              new SequenceNumber(s),
              Optional.ofNullable(latest.get(s)).map(PreparedProof::digest)));
    }
    return new NewViewPlan(stable, minHeight, choices);
  }

  /** The last sequence number that the new view fixes. */
  long top() {
    return minHeight + choices.size();
  }
}
