package org.healthchain.consensus.message;

/** Bytes that are no message of this version. A peer's fault: count it, drop it, go on. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String reason) {
    super(reason);
  }
}
