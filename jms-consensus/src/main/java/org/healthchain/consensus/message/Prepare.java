package org.healthchain.consensus.message;

/**
 * "I hold every batch of this proposal, all are valid, my vote is on disk."
 *
 * @param digest the proposal's digest
 */
public record Prepare(
    int epoch, View view, SequenceNumber sequenceNumber, Digest digest, Bytes signature)
    implements OfView {
  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
