package org.healthchain.consensus.dissemination;

import java.util.Map;
import org.healthchain.consensus.message.ReplicaId;

/**
 * A snapshot for operators and tests.
 *
 * @param pendingSubmissions of this server, not executed yet
 * @param readyTransactions that wait for this relay's next batch
 * @param outstandingBatches of this relay, published and not executed
 * @param storedBatches of all relays, executed ones in retention included
 * @param fetches under way
 * @param validations under way
 * @param drops by reason, over all peers
 * @param dropsByPeer the same by peer; this server's own row holds what its full pool cost
 */
public record DisseminationStatus(
    int pendingSubmissions,
    int readyTransactions,
    int outstandingBatches,
    int storedBatches,
    int fetches,
    int validations,
    Map<DropReason, Long> drops,
    Map<ReplicaId, Map<DropReason, Long>> dropsByPeer) {
  public DisseminationStatus {
    drops = Map.copyOf(drops);
    dropsByPeer = Map.copyOf(dropsByPeer);
  }
}
