package org.healthchain.server.transaction;

/** Bytes are not the canonical encoding of anything; the message never quotes them. */
public class MalformedEncodingException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedEncodingException(String message) {
    super(message);
  }
}
