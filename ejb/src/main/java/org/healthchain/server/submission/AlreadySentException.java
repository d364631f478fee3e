package org.healthchain.server.submission;

/** Nothing was stored: the doctor sent this, or something under the same key, a while ago. */
public class AlreadySentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** In which way it is the same. */
  public enum Kind {
    /** An equal visit within the last ten minutes; perhaps it is meant. */
    EQUAL_VISIT,
    /** Another visit under the same idempotency key. */
    OTHER_VISIT_UNDER_KEY
  }

  private final Kind kind;
  private final transient SubmissionView earlier;

  AlreadySentException(Kind kind, SubmissionView earlier) {
    super(kind.name());
    this.kind = kind;
    this.earlier = earlier;
  }

  public Kind kind() {
    return kind;
  }

  /** What was sent before. */
  public SubmissionView earlier() {
    return earlier;
  }
}
