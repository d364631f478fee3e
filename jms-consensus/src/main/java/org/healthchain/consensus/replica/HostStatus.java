package org.healthchain.consensus.replica;

import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.DisseminationStatus;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;

/**
 * A snapshot for display, at most a second old.
 *
 * @param trouble what keeps the replica from going on, empty when well
 * @param logTrouble what has become of its log, empty when well: the replica goes on all the same
 * @param rejections by peer and reason
 */
public record HostStatus(
    ReplicaStatus replica,
    DisseminationStatus dissemination,
    Optional<Trouble> trouble,
    Optional<Trouble> logTrouble,
    Map<ReplicaId, Map<Refusal, Long>> rejections) {
  /** How often something was refused for this reason, whoever had sent it. */
  public long refused(Refusal reason) {
    return rejections.values().stream().mapToLong(counts -> counts.getOrDefault(reason, 0L)).sum();
  }
}
