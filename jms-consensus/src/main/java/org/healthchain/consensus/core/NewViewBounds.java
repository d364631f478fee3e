package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.ViewChange;

/**
 * Which view-changes may stand together in a new-view (PROTOCOL.md §5, R3): their bases are less
 * than a window apart, and none has a certificate more than a window above the highest base. So a
 * promise of before its sender lost its log does not fit among those of replicas that have got far
 * enough for it to vote again.
 *
 * @param epochFirst the epoch's first sequence number: one above the base of who has nothing stable
 * @param windowBlocks the window L
 * @param spreadBlocks bases are nearer than so many blocks: L as well
 */
record NewViewBounds(SequenceNumber epochFirst, int windowBlocks, int spreadBlocks) {

  boolean fit(Collection<ViewChange> viewChanges) {
    long minS = viewChanges.stream().mapToLong(this::base).max().orElseThrow();
    return viewChanges.stream().allMatch(viewChange -> fits(viewChange, minS));
  }

  /**
   * So many view-changes that fit together, ascending by sender, with the highest bases there are;
   * none when there are not so many.
   */
  List<NewView.Signed> choose(List<NewView.Signed> candidates, int count) {
    List<NewView.Signed> descending = new ArrayList<>(candidates);
    descending.sort(
        Comparator.comparingLong((NewView.Signed signed) -> base(signed.viewChange())).reversed());
    for (int first = 0; first + count <= descending.size(); first++) {
      long minS = base(descending.get(first).viewChange());
      if (fits(descending.get(first).viewChange(), minS)) {
        List<NewView.Signed> together =
            descending.subList(first, descending.size()).stream()
                .filter(signed -> fits(signed.viewChange(), minS))
                .limit(count)
                .sorted(Comparator.comparing(NewView.Signed::sender))
                .toList();
        if (together.size() == count) {
          return together;
        }
      }
    }
    return List.of();
  }

  /** The height above which a view-change speaks. */
  long base(ViewChange viewChange) {
    return viewChange
        .stable()
        .map(stable -> stable.height().value())
        .orElse(epochFirst.value() - 1);
  }

  private boolean fits(ViewChange viewChange, long minS) {
    List<PreparedProof> prepared = viewChange.prepared();
    long top =
        prepared.isEmpty() ? minS : prepared.get(prepared.size() - 1).sequenceNumber().value();
    return base(viewChange) > minS - spreadBlocks && top <= minS + windowBlocks;
  }
}
