package org.healthchain.consensus.core;

import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * Where a ledger stands, as the host knows it from its durable blocks.
 *
 * @param height of the last executed block; 0 at the genesis
 * @param headerHash of that block; at the genesis whatever the first block names as its predecessor
 * @param lastMembership in force for the block at {@code height}; the same as {@code membership}
 *     unless that block changed it
 * @param membership in force for the <em>next</em> height
 * @param epochFirst the first height of that membership's epoch; 1 for epoch 0, otherwise one more
 *     than the height of the block that carried the change
 * @param certified the highest block at or below {@code height} whose commit certificate is stored;
 *     empty when there is none
 * @param ownReport digest of this replica's report in the block by which the operators began the
 *     present epoch; empty when they did not, or it bears none of this replica
 */
public record ChainState(
    SequenceNumber height,
    Digest headerHash,
    Membership lastMembership,
    Membership membership,
    SequenceNumber epochFirst,
    Optional<CheckpointCertificate> certified,
    Optional<Digest> ownReport) {
  public ChainState {
    if (epochFirst.value() < 1 || epochFirst.value() > height.value() + 1) {
      throw new IllegalArgumentException("epoch begins at " + epochFirst + ", not by " + height);
    }
    if (certified.isPresent() && certified.get().height().compareTo(height) > 0) {
      throw new IllegalArgumentException("certified beyond the last executed block");
    }
  }

  /** Where the replicas' votes alone have led. */
  public ChainState(
      SequenceNumber height,
      Digest headerHash,
      Membership lastMembership,
      Membership membership,
      SequenceNumber epochFirst,
      Optional<CheckpointCertificate> certified) {
    this(height, headerHash, lastMembership, membership, epochFirst, certified, Optional.empty());
  }

  public static ChainState genesis(Digest headerHash, Membership membership) {
    return new ChainState(
        SequenceNumber.GENESIS,
        headerHash,
        membership,
        membership,
        SequenceNumber.GENESIS.next(),
        Optional.empty());
  }
}
