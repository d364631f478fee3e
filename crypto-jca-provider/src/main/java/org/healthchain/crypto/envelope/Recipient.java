package org.healthchain.crypto.envelope;

import java.util.Arrays;

/**
 * One recipient's entry: who, by which algorithm, and the content key wrapped for them.
 *
 * @param algorithm how the content key is wrapped
 * @param keyId the recipient's key
 * @param wrapped the wrapped content key; its length is fixed by the algorithm
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content below
record Recipient(KeyWrap algorithm, KeyId keyId, byte[] wrapped) {
  Recipient {
    wrapped = wrapped.clone();
  }

  @Override
  public byte[] wrapped() {
    return wrapped.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient that
        && algorithm == that.algorithm
        && keyId.equals(that.keyId)
        && Arrays.equals(wrapped, that.wrapped);
  }

  @Override
  public int hashCode() {
    return 31 * keyId.hashCode() + Arrays.hashCode(wrapped);
  }

  @Override
  public String toString() {
    return "Recipient[" + algorithm + " " + keyId + "]";
  }
}
