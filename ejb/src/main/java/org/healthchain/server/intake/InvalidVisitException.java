package org.healthchain.server.intake;

import java.util.List;

/** The visit cannot be taken as it was sent; nothing was stored. */
public class InvalidVisitException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /**
   * @param findings at least one; the message names their kinds and nothing that was sent
   */
  public InvalidVisitException(List<Finding> findings) {
    super("visit refused: " + findings);
    this.findings = List.copyOf(findings);
  }

  /** In the order of what was sent. */
  public List<Finding> findings() {
    return findings;
  }

  /** Whether it could not even be read. */
  public boolean malformed() {
    return findings.stream()
        .anyMatch(finding -> finding.kind().weight() == Finding.Weight.MALFORMED);
  }
}
