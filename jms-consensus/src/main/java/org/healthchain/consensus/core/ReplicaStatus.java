package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.View;

/**
 * A snapshot for operators.
 *
 * @param role what this replica does in the present epoch
 * @param active false during a view change
 * @param halted whether so many members have lost their votes that no quorum is left: only the
 *     operators can go on, by a recovery
 * @param peers what the last beacon of each peer said, ascending by id
 */
public record ReplicaStatus(
    Role role,
    int epoch,
    View view,
    boolean active,
    Optional<ReplicaId> primary,
    SequenceNumber lastExecuted,
    SequenceNumber certified,
    int pooledBatches,
    int inFlight,
    boolean halted,
    List<Peer> peers) {

  /** The part that a replica plays. */
  public enum Role {
    PRIMARY,
    BACKUP,
    LEARNER,
    /** Its operator ended the epoch: it waits for the block that begins the next one. */
    ENDED,
    OBSERVER
  }

  /**
   * A peer as its last beacon showed it.
   *
   * @param heardMillis when that beacon came
   */
  public record Peer(
      ReplicaId id,
      int epoch,
      View view,
      boolean active,
      SequenceNumber lastExecuted,
      SequenceNumber certified,
      long heardMillis) {}
}
