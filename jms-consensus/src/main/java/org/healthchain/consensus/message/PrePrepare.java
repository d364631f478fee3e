package org.healthchain.consensus.message;

/**
 * The primary assigns a sequence number to a proposal (Castro and Liskov 1999, §4.2).
 *
 * @param signature the primary's own vote on the prepare statement of this view and proposal, so
 *     that a pre-prepare counts toward the prepared certificate
 */
public record PrePrepare(int epoch, View view, Proposal proposal, Bytes signature)
    implements OfView {
  public SequenceNumber sequenceNumber() {
    return proposal.sequenceNumber();
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
