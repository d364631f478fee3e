package org.healthchain.consensus.replica;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.Durability;

/**
 * What a {@link ReplicaHost} needs to know.
 *
 * @param pbft for each number of members; a new membership begins with its own
 * @param dissemination likewise
 * @param observers servers that may submit and fetch but never vote: the manager's
 * @param directory for votes and batches
 * @param startMarker a file beside the server's keys, outside of {@code directory}: tells a wiped
 *     disk from a first start
 * @param votedBefore when no marker is there: whether this key may have voted all the same (an
 *     operator restored the keys alone)
 * @param threads makes the threads that the replica and its calls of the application run on; inside
 *     an application server a managed factory, so that the application's code has its context
 */
public record HostConfig(
    ReplicaId self,
    Digest chainId,
    IntFunction<PbftConfig> pbft,
    IntFunction<DisseminationConfig> dissemination,
    PbftCore.Ports ports,
    Set<ReplicaId> observers,
    Path directory,
    Path startMarker,
    boolean votedBefore,
    Durability durability,
    ThreadFactory threads) {
  public HostConfig {
    observers = Set.copyOf(observers);
  }
}
