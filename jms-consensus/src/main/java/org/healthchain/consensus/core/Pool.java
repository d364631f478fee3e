package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthchain.consensus.message.Digest;

/**
 * The batches this replica holds, those among them that may be ordered, and those that are not even
 * proposed. First come, first proposed. Bounded: beyond the bound news is dropped, and
 * dissemination tells it again.
 */
final class Pool {
  private final int maxBatches;
  private final Set<Digest> held = new LinkedHashSet<>();
  private final Map<Digest, Long> availableSinceMillis = new LinkedHashMap<>();
  private final Set<Digest> unproposed = new LinkedHashSet<>();
  private final Set<Digest> orderedLately = new LinkedHashSet<>();
  private long latestOrderedSinceMillis = Long.MIN_VALUE;

  Pool(int maxBatches) {
    this.maxBatches = maxBatches;
  }

  boolean hold(Digest digest) {
    if (held.size() >= 2 * maxBatches) {
      dropOldest(held);
    }
    return held.add(digest);
  }

  boolean available(Digest digest, long nowMillis) {
    if (orderedLately.contains(digest)
        || availableSinceMillis.containsKey(digest)
        || availableSinceMillis.size() >= maxBatches) {
      return false;
    }
    availableSinceMillis.put(digest, nowMillis);
    unproposed.add(digest);
    return true;
  }

  boolean holds(Digest digest) {
    return held.contains(digest) || orderedLately.contains(digest);
  }

  int size() {
    return availableSinceMillis.size();
  }

  int unproposed() {
    return unproposed.size();
  }

  /** When the oldest batch that nobody proposed became available; empty map gives no answer. */
  long oldestUnproposedMillis() {
    return unproposed.isEmpty()
        ? Long.MAX_VALUE
        : availableSinceMillis.getOrDefault(unproposed.iterator().next(), Long.MAX_VALUE);
  }

  /** Of the batches ordered in this view, when the youngest had become available. */
  long latestOrderedSinceMillis() {
    return latestOrderedSinceMillis;
  }

  List<Digest> take(int maxDigests) {
    List<Digest> taken = new ArrayList<>(Math.min(maxDigests, unproposed.size()));
    Iterator<Digest> oldest = unproposed.iterator();
    while (taken.size() < maxDigests && oldest.hasNext()) {
      taken.add(oldest.next());
      oldest.remove();
    }
    return taken;
  }

  void proposed(Collection<Digest> digests) {
    digests.forEach(unproposed::remove);
  }

  void ordered(Collection<Digest> digests) {
    for (Digest digest : digests) {
      Long since = availableSinceMillis.remove(digest);
      if (since != null) {
        latestOrderedSinceMillis = Math.max(latestOrderedSinceMillis, since);
      }
      unproposed.remove(digest);
      held.remove(digest);
      if (orderedLately.size() >= maxBatches) {
        dropOldest(orderedLately);
      }
      orderedLately.add(digest);
    }
  }

  /** A new view: what is not in one of its pre-prepares is to be proposed, and ages anew. */
  void enterView(Collection<Digest> inFlight, long nowMillis) {
    unproposed.clear();
    latestOrderedSinceMillis = Long.MIN_VALUE;
    availableSinceMillis.replaceAll((digest, since) -> nowMillis);
    unproposed.addAll(availableSinceMillis.keySet());
    inFlight.forEach(unproposed::remove);
  }

  private static void dropOldest(Set<Digest> set) {
    Iterator<Digest> oldest = set.iterator();
    oldest.next();
    oldest.remove();
  }
}
