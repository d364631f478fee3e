package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/** Answers fetches from what is held or retained, each peer within its allowance. */
final class FetchServer {
  private final Context context;
  private final BatchStore store;
  private final Map<ReplicaId, Allowance> allowances = new TreeMap<>();

  FetchServer(Context context, BatchStore store) {
    this.context = context;
    this.store = store;
  }

  void received(ReplicaId peer, BatchFetch fetch) {
    long perSecond = context.config.holding().serveBytesPerSecond();
    Allowance allowance =
        allowances.computeIfAbsent(peer, id -> new Allowance(perSecond, context.now()));
    if (!allowance.isLeft(perSecond, context.now())) {
      context.drops.count(peer, DropReason.SERVING_QUOTA);
      return;
    }
    List<RelayBatch> found = find(fetch);
    // An empty answer costs as well, so that a flood of requests for nothing ends, too.
    allowance.take(1024 + found.stream().mapToLong(RelayBatch::payloadBytes).sum());
    context.send(peer, new BatchFetched(fetch.nonce(), found));
  }

  void retain(Institutions institutions) {
    allowances.keySet().removeIf(peer -> !institutions.knows(peer));
  }

  private List<RelayBatch> find(BatchFetch fetch) {
    List<RelayBatch> found = new ArrayList<>();
    long bytes = 0;
    StoredBatch next = store.get(fetch.digest());
    while (next != null && next.isHeld() && found.size() <= fetch.ancestors()) {
      bytes += next.batch.payloadBytes();
      if (!found.isEmpty() && bytes > context.config.holding().maxFetchReplyBytes()) {
        break;
      }
      found.add(next.batch);
      next = store.get(next.batch.previous());
    }
    return found;
  }
}
