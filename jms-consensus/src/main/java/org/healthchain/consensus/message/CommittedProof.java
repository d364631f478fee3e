package org.healthchain.consensus.message;

/**
 * To a peer that lags by a few blocks which have no commit certificate yet: the proposal and the
 * quorum of commit votes that decided it. Good in any view of the certificate's epoch.
 *
 * @param view the view in which the commit votes were cast
 */
public record CommittedProof(View view, Proposal proposal, QuorumCertificate commits)
    implements ConsensusMessage {
  public SequenceNumber sequenceNumber() {
    return proposal.sequenceNumber();
  }

  public int epoch() {
    return commits.membershipEpoch();
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
