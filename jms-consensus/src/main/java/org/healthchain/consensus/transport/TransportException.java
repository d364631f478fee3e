package org.healthchain.consensus.transport;

/** The own broker or the link to it fails; never a peer's doing. */
public final class TransportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
