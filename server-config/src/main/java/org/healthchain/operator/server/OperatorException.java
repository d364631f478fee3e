package org.healthchain.operator.server;

import java.util.Objects;

/** Something that the operator can mend; the message says what and how. */
public final class OperatorException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BUSY = 3;
  private static final int EXIT_PORT_TAKEN = 4;
  private static final int EXIT_CONFLICT = 5;

  private final int exitCode;

  public OperatorException(String message) {
    this(message, EXIT_FAILED);
  }

  /** In the reason's own words. */
  public OperatorException(Exception reason) {
    this(words(reason), EXIT_FAILED);
  }

  private OperatorException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Another command is at work on the same consortium. */
  static OperatorException busy(String message) {
    return new OperatorException(message, EXIT_BUSY);
  }

  static OperatorException portTaken(String message) {
    return new OperatorException(message, EXIT_PORT_TAKEN);
  }

  /** What is asked for contradicts what there is. */
  public static OperatorException conflict(String message) {
    return new OperatorException(message, EXIT_CONFLICT);
  }

  public static OperatorException conflict(Exception reason) {
    return conflict(words(reason));
  }

  /** What an exception says; its kind if it says nothing. */
  public static String words(Exception reason) {
    return Objects.requireNonNullElse(reason.getMessage(), reason.toString());
  }

  public int exitCode() {
    return exitCode;
  }
}
