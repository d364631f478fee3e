package org.healthchain.consensus.message;

/**
 * Asks for a batch by digest.
 *
 * @param nonce names the request in the answer
 * @param ancestors how many of its predecessors in the lane are wanted as well
 */
public record BatchFetch(long nonce, Digest digest, int ancestors) implements DisseminationMessage {
  public static final int MAX_ANCESTORS = 1023;

  public BatchFetch {
    if (ancestors < 0 || ancestors > MAX_ANCESTORS) {
      throw new IllegalArgumentException("0 to " + MAX_ANCESTORS + " ancestors");
    }
  }

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
