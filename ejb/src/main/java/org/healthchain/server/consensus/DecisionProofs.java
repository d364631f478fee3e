package org.healthchain.server.consensus;

import org.healthchain.consensus.core.CommitCertificates;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;

/** Proofs that a quorum of replicas committed to the proposal that a block was made of. */
public final class DecisionProofs {
  private static final VoteVerifier VERIFIER = new VoteVerifier();

  private DecisionProofs() {}

  /**
   * Whether the proof verifies and its proposal has this block's place, view and time. Which
   * transactions its batches held nobody can tell from it.
   *
   * @param parent of the block
   * @param before the state whose members decide
   */
  public static boolean fits(
      byte[] proof, BlockHeader header, BlockHeader parent, ConsortiumState before) {
    try {
      if (!(MessageCodec.decode(proof) instanceof CommittedProof committed)) {
        return false;
      }
      Proposal proposal = committed.proposal();
      return proposal.sequenceNumber().value() == header.height()
          && proposal.originatingView().value() == header.originatingView()
          && Math.max(parent.timeMillis(), proposal.timeMillis()) == header.timeMillis()
          && CommitCertificates.verify(
              committed, Memberships.digest(header.chainId()), Memberships.of(before), VERIFIER);
    } catch (MalformedMessageException | IllegalArgumentException e) {
      return false;
    }
  }
}
