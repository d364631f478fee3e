package org.healthchain.server.submission;

import java.util.List;

/** CDI event, fired inside the JTA transaction that changes the rows. */
public record SubmissionsChanged(List<SubmissionChanged> changes) {
  public SubmissionsChanged {
    changes = List.copyOf(changes);
  }
}
