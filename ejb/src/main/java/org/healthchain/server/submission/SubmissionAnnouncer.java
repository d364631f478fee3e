package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Tells the pages of changes once they are durable. */
@ApplicationScoped
public class SubmissionAnnouncer {
  @Inject private Event<SubmissionChanged> changed;

  void onDurable(@Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged event) {
    event.changes().forEach(changed::fire);
  }
}
