package org.healthchain.server.refusal;

import jakarta.ejb.ApplicationException;
import java.util.List;
import java.util.Objects;

/**
 * What was asked for cannot be done, and nothing was. The message is English and tells what to do;
 * {@link #key} names the same text in the pages' bundles. It is an application exception: a caller
 * across a bean's border gets it as it is, and the transaction is rolled back.
 */
@ApplicationException(rollback = true)
public class RefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final List<String> arguments;

  /**
   * @param key of the text in the pages' bundles
   * @param arguments of that text, in order; nothing clinical and no secret
   */
  public RefusedException(String key, String message, Object... arguments) {
    super(message);
    this.key = key;
    this.arguments = List.of(arguments).stream().map(String::valueOf).toList();
  }

  /** Never null, unlike that of other exceptions. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public String key() {
    return key;
  }

  public List<String> arguments() {
    return arguments;
  }
}
