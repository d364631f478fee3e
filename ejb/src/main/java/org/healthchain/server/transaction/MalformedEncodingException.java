package org.healthchain.server.transaction;

/** Bytes are not the canonical encoding of anything; the message never quotes them. */
public class MalformedEncodingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Malformation malformation;

  public MalformedEncodingException(Malformation.Kind kind, long... numbers) {
    this(Malformation.of(kind, numbers));
  }

  private MalformedEncodingException(Malformation malformation) {
    super(malformation.toString());
    this.malformation = malformation;
  }

  /** What is wrong, for a text in the reader's language. */
  public Malformation malformation() {
    return malformation;
  }
}
