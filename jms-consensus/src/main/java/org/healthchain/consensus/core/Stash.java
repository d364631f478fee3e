package org.healthchain.consensus.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.healthchain.consensus.message.OfView;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Votes for the view or epoch that comes next and overtook what leads there. The newest few of each
 * member; repetition brings the rest.
 */
final class Stash {
  private static final int MAX_PER_SENDER = 64;
  private static final int MAX_VIEWS_AHEAD = 2;

  private final CurrentView current;
  private final TreeMap<ReplicaId, Deque<OfView>> bySender = new TreeMap<>();
  private Consumer<Input.Received> receiver = received -> {};

  Stash(CurrentView current) {
    this.current = current;
  }

  /** Who hears the kept messages again. */
  void deliverTo(Consumer<Input.Received> router) {
    receiver = router;
  }

  /** Keeps a message that is ahead of this replica; says whether it was. */
  boolean keepIfAhead(ReplicaId sender, OfView message) {
    int epoch = message.epoch();
    long view = message.view().value();
    boolean nextEpoch = epoch == current.epoch() + 1;
    boolean laterView =
        epoch == current.epoch()
            && (view > current.view().value()
                || (view == current.view().value() && !current.active()))
            && view <= current.view().value() + MAX_VIEWS_AHEAD;
    if ((!nextEpoch && !laterView) || !current.membership().contains(sender)) {
      return false;
    }
    Deque<OfView> kept = bySender.computeIfAbsent(sender, id -> new ArrayDeque<>());
    if (kept.size() >= MAX_PER_SENDER) {
      kept.removeFirst();
    }
    kept.addLast(message);
    return true;
  }

  /** A view or an epoch was entered: hears the kept messages again. */
  void replay() {
    List<Input.Received> kept = new ArrayList<>();
    bySender.forEach((sender, list) -> list.forEach(m -> kept.add(new Input.Received(sender, m))));
    bySender.clear();
    kept.forEach(receiver);
  }

  int retained() {
    return bySender.values().stream().mapToInt(Deque::size).sum();
  }
}
