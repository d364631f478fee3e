package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;

/** Combines BLS shares over one statement into one aggregate; deterministic. */
@FunctionalInterface
public interface VoteAggregator {
  /** Empty when a share is not even a point of the group. Does not verify the shares. */
  Optional<Bytes> aggregate(List<Bytes> shares);
}
