package org.healthchain.server.submission;

import java.util.List;

/** The visit cannot be right; nothing was stored. */
public class InvalidVisitException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The form's fields. */
  public enum Field {
    PATIENT_NAME,
    PATIENT_ID_NUMBER,
    VISIT_TIME,
    DIAGNOSES,
    NOTES,
    SUPERSEDES
  }

  /**
   * One problem.
   *
   * @param field where it is to be shown
   * @param messageKey key in the language bundles of the pages, such as {@code visit.name.empty}
   */
  public record Problem(Field field, String messageKey) {}

  private final transient List<Problem> problems;

  public InvalidVisitException(List<Problem> problems) {
    super("visit refused: " + problems.stream().map(Problem::messageKey).toList());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
