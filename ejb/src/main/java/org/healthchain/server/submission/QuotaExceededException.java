package org.healthchain.server.submission;

import java.time.Duration;

/** Nothing was stored: more visits were sent than may be, and a place becomes free later. */
public class QuotaExceededException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of whom there are too many visits. */
  public enum Scope {
    /** One account's within an hour. */
    ACCOUNT,
    /** This institution's within an hour. */
    INSTITUTION,
    /** One patient's from this institution within a day. */
    PATIENT
  }

  private final Scope scope;
  private final int quota;
  private final transient Duration wait;

  QuotaExceededException(Scope scope, int quota, Duration wait) {
    super(scope.name());
    this.scope = scope;
    this.quota = quota;
    this.wait = wait;
  }

  public Scope scope() {
    return scope;
  }

  /** How many may be. */
  public int quota() {
    return quota;
  }

  /** Until the next may be sent; whole seconds, at least one. */
  public long waitSeconds() {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
