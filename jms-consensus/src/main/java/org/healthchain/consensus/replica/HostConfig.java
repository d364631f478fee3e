package org.healthchain.consensus.replica;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.StorageConfig;

/**
 * What a {@link ReplicaHost} needs to know.
 *
 * @param pbft for each number of members; a new membership begins with its own
 * @param dissemination likewise
 * @param observers servers that may submit and fetch but never vote: the manager's
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
    StorageConfig storage,
    ThreadFactory threads) {
  public HostConfig {
    Objects.requireNonNull(self, "self");
    Objects.requireNonNull(chainId, "chainId");
    Objects.requireNonNull(ports, "ports");
    Objects.requireNonNull(storage, "storage");
    observers = Set.copyOf(observers);
  }

  /** With the standard protocol, no observers and plain threads, until said otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** Who, the chain, the ports and the places on disk have no defaults. */
  @SuppressWarnings("NullAway.Init") // the record refuses what has not been said
  public static final class Builder {
    private ReplicaId self;
    private Digest chainId;
    private IntFunction<PbftConfig> pbft = PbftConfig::forMembers;
    private IntFunction<DisseminationConfig> dissemination = DisseminationConfig::forInstitutions;
    private PbftCore.Ports ports;
    private Set<ReplicaId> observers = Set.of();
    private StorageConfig storage;
    private ThreadFactory threads = Thread::new;

    private Builder() {}

    public Builder self(ReplicaId value) {
      self = value;
      return this;
    }

    public Builder chainId(Digest value) {
      chainId = value;
      return this;
    }

    public Builder pbft(IntFunction<PbftConfig> value) {
      pbft = value;
      return this;
    }

    public Builder dissemination(IntFunction<DisseminationConfig> value) {
      dissemination = value;
      return this;
    }

    public Builder ports(PbftCore.Ports value) {
      ports = value;
      return this;
    }

    public Builder observers(Set<ReplicaId> value) {
      observers = value;
      return this;
    }

    public Builder storage(StorageConfig value) {
      storage = value;
      return this;
    }

    public Builder threads(ThreadFactory value) {
      threads = value;
      return this;
    }

    public HostConfig build() {
      return new HostConfig(self, chainId, pbft, dissemination, ports, observers, storage, threads);
    }
  }
}
