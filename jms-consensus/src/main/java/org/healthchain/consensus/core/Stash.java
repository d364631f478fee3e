package org.healthchain.consensus.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.OfView;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Votes for the view or epoch that comes next and overtook what leads there. The newest few of each
 * member, who has a share of bytes, too: nobody can check them yet. Repetition brings the rest.
 */
final class Stash {
  static final int MAX_MESSAGES_PER_MEMBER = 64;
  private static final int MAX_VIEWS_AHEAD = 2;

  private final CurrentView current;
  private final Step step;
  private final TreeMap<ReplicaId, Share> shares = new TreeMap<>();
  private Consumer<Input.Received> receiver = received -> {};
  private long bytes;

  private record Kept(OfView message, int bytes) {}

  /** One member's messages, oldest first. */
  private static final class Share {
    final Deque<Kept> kept = new ArrayDeque<>();
    int bytes;

    int removeOldest() {
      int freed = kept.removeFirst().bytes();
      bytes -= freed;
      return freed;
    }
  }

  Stash(CurrentView current, Step step) {
    this.current = current;
    this.step = step;
  }

  /** Who hears the kept messages again. */
  void deliverTo(Consumer<Input.Received> router) {
    receiver = router;
  }

  /** Keeps a message that is ahead of this replica; says whether it was. */
  boolean keepIfAhead(ReplicaId sender, OfView message) {
    if (!isAhead(message) || !current.membership().contains(sender)) {
      return false;
    }
    PeerLimits limits = current.config().peerLimits();
    int length = MessageCodec.encode(message).length;
    if (length > limits.stashBytesPerMember()) {
      step.reject(sender, Refusal.TOO_LONG_TO_KEEP);
      return true;
    }
    Share share = shares.computeIfAbsent(sender, id -> new Share());
    while (share.kept.size() >= MAX_MESSAGES_PER_MEMBER
        || share.bytes + length > limits.stashBytesPerMember()) {
      bytes -= share.removeOldest();
    }
    share.kept.addLast(new Kept(message, length));
    share.bytes += length;
    bytes += length;
    while (bytes > limits.stashBytes()) {
      bytes -= largest().removeOldest();
    }
    return true;
  }

  private boolean isAhead(OfView message) {
    int epoch = message.epoch();
    long view = message.view().value();
    boolean nextEpoch = epoch == current.epoch() + 1;
    boolean laterView =
        epoch == current.epoch()
            && (view > current.view().value()
                || (view == current.view().value() && !current.active()))
            && view <= current.view().value() + MAX_VIEWS_AHEAD;
    return nextEpoch || laterView;
  }

  /** Whoever takes most gives way first. */
  private Share largest() {
    return shares.values().stream()
        .max(Comparator.comparingInt(share -> share.bytes))
        .orElseThrow();
  }

  /** A view or an epoch was entered: hears the kept messages again. */
  void replay() {
    List<Input.Received> kept = new ArrayList<>();
    shares.forEach(
        (sender, share) ->
            share.kept.forEach(one -> kept.add(new Input.Received(sender, one.message()))));
    shares.clear();
    bytes = 0;
    kept.forEach(receiver);
  }

  int retained() {
    return shares.values().stream().mapToInt(share -> share.kept.size()).sum();
  }

  /** Of what is kept, as encoded. */
  long retainedBytes() {
    return bytes;
  }
}
