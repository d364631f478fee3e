package org.healthchain.web.api;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
