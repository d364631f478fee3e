package org.healthchain.consensus.dissemination;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Batches that f+1 others hold and this replica does not: a frame was lost, or their relay keeps
 * them from us. They may be ordered, so they are fetched before a proposal has to wait for them;
 * and if this replica is the primary it would not order them at all.
 */
final class MissedBatches {
  /** A batch that comes late by itself is not asked for: it has this part of a fetch timeout. */
  private static final int GRACE_PART = 2;

  /** A batch is fetched so often; a proposal that names it later asks again. */
  private static final int ATTEMPTS = 3;

  private static final int MAX_SETTLED = 1024;

  private final Context context;
  private final BatchStore store;
  private final BatchFetcher fetcher;
  private final Map<ReplicaId, Map<Digest, Missed>> byRelay = new TreeMap<>();
  private final DueQueue<Missed> due = new DueQueue<>();

  /** Batches that turned out to be on the chain already. */
  private final Memory<Digest> settled = new Memory<>(MAX_SETTLED);

  private static final class Missed {
    final ReplicaId relay;
    final Digest digest;
    final Set<ReplicaId> holders;
    int attempts;

    Missed(ReplicaId relay, Digest digest, Set<ReplicaId> holders) {
      this.relay = relay;
      this.digest = digest;
      this.holders = new TreeSet<>(holders);
    }
  }

  MissedBatches(Context context, BatchStore store, BatchFetcher fetcher) {
    this.context = context;
    this.store = store;
    this.fetcher = fetcher;
  }

  /**
   * A peer says it holds this.
   *
   * @param markers everyone who has said so, as far as remembered
   */
  void marked(ReplicaId peer, HoldingVector.Entry entry, Set<ReplicaId> markers) {
    ReplicaId relay = entry.position().relay();
    Map<Digest, Missed> ofRelay = byRelay.getOrDefault(relay, Map.of());
    Missed known = ofRelay.get(entry.digest());
    if (known != null) {
      known.holders.add(peer);
    } else if (markers.size() >= context.institutions().availabilityQuorum()
        && ofRelay.size() < context.config.holding().relayQuotaBatches()
        && !isHere(entry.digest())) {
      Missed missed = new Missed(relay, entry.digest(), markers);
      byRelay.computeIfAbsent(relay, id -> new LinkedHashMap<>()).put(entry.digest(), missed);
      due.add(context.now() + graceMillis(), missed);
    }
  }

  /** Whether f+1 others said they hold it, and it has not come yet. */
  boolean contains(ReplicaId relay, Digest digest) {
    return byRelay.getOrDefault(relay, Map.of()).containsKey(digest);
  }

  Set<ReplicaId> holdersOf(Digest digest) {
    for (Map<Digest, Missed> ofRelay : byRelay.values()) {
      Missed missed = ofRelay.get(digest);
      if (missed != null) {
        return missed.holders;
      }
    }
    return Set.of();
  }

  /** It came: who holds it. */
  Set<ReplicaId> arrived(ReplicaId relay, Digest digest) {
    Map<Digest, Missed> ofRelay = byRelay.get(relay);
    if (ofRelay == null) {
      return Set.of();
    }
    Missed missed = ofRelay.remove(digest);
    if (missed == null) {
      return Set.of();
    }
    if (ofRelay.isEmpty()) {
      byRelay.remove(relay);
    }
    return missed.holders;
  }

  /** It came and everything in it is on the chain: of no use, and not to be fetched again. */
  void settled(ReplicaId relay, Digest digest) {
    arrived(relay, digest);
    settled.add(digest);
  }

  void retain(Institutions institutions) {
    byRelay.keySet().removeIf(relay -> !institutions.isRelay(relay));
  }

  void tick() {
    for (Missed missed : due.take(context.now())) {
      if (byRelay.getOrDefault(missed.relay, Map.of()).get(missed.digest) != missed) {
        continue;
      }
      if (isHere(missed.digest) || missed.attempts == ATTEMPTS) {
        arrived(missed.relay, missed.digest);
      } else {
        missed.attempts++;
        fetcher.wantForLane(missed.digest, 0, missed.relay);
        due.add(context.now() + 10 * context.config.holding().fetchTimeoutMillis(), missed);
      }
    }
  }

  long nextWakeupMillis() {
    return byRelay.isEmpty() ? Long.MAX_VALUE : due.next();
  }

  private boolean isHere(Digest digest) {
    return store.get(digest) != null
        || store.isExecuted(digest)
        || store.isRejected(digest)
        || settled.contains(digest);
  }

  private long graceMillis() {
    return Math.max(1, context.config.holding().fetchTimeoutMillis() / GRACE_PART);
  }
}
